using Microsoft.Extensions.Logging;

namespace Tollgate.TestKit;

/// <summary>One line of a log.</summary>
public sealed record LogEntry(LogLevel Level, string Category, string Message, Exception? Exception)
{
    public EventId Id { get; init; }
}
