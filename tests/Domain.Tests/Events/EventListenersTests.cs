using Tollgate.Domain.Events;

namespace Tollgate.Domain.Tests.Events;

public sealed class EventListenersTests
{
    private static readonly SignedIn Sample = new("default", "somebody", "acr");

    [Fact]
    public void Every_listener_hears_every_event_even_behind_one_that_fails()
    {
        var (first, last) = (new RecordedEvents(), new RecordedEvents());

        new EventListeners(first, new Failing(), last).Record(Sample);

        Assert.Equal([Sample], first);
        Assert.Equal([Sample], last);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public void Tokens_are_wanted_when_one_listener_wants_them(bool wanted, bool first, bool second) =>
        Assert.Equal(wanted, new EventListeners(new RecordedEvents { HearsTokens = first }, new RecordedEvents { HearsTokens = second }).HearsTokens);

    [Fact]
    public void Where_nobody_listens_nothing_is_wanted_and_nothing_happens()
    {
        EventListeners.None.Record(Sample);
        Assert.False(EventListeners.None.HearsTokens);
    }

    private sealed class Failing : IEvents
    {
        public bool HearsTokens => false;

        public void Record(DomainEvent happened) => throw new InvalidOperationException("The meter is broken.");
    }
}
