using Tollgate.Domain.Events;

namespace Tollgate.Domain.Tests;

/// <summary>A listener that keeps every event.</summary>
internal sealed class RecordedEvents : List<DomainEvent>, IEvents
{
    public bool HearsTokens { get; set; } = true;

    public void Record(DomainEvent happened) => Add(happened);
}
