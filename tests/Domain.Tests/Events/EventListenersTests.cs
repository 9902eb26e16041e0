using Tollgate.Domain.Events;

namespace Tollgate.Domain.Tests.Events;

public sealed class EventListenersTests
{
    private static readonly SignedIn Sample = new("default", "somebody", "acr");

    [Fact]
    public void Every_listener_gets_every_event_even_after_a_failing_listener()
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
    public void Token_events_are_wanted_when_one_listener_wants_them(bool wanted, bool first, bool second) =>
        Assert.Equal(wanted, new EventListeners(new RecordedEvents { HearsTokens = first }, new RecordedEvents { HearsTokens = second }).HearsTokens);

    [Fact]
    public void Without_listeners_no_event_is_wanted()
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
