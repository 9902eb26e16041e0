using System.Net;

namespace Tollgate.TestKit.Faults;

/// <summary>A fault that the proxy applies to one request.</summary>
public sealed record Fault
{
    public static readonly Fault LostRequest = new(FaultKind.LostRequest);
    public static readonly Fault LostAnswer = new(FaultKind.LostAnswer);
    public static readonly Fault Reset = new(FaultKind.Reset);
    public static readonly Fault Stall = new(FaultKind.Stall);
    public static readonly Fault StalledAnswer = new(FaultKind.StalledAnswer);

    private Fault(FaultKind kind) => Kind = kind;

    public FaultKind Kind { get; }

    /// <summary>How long a <see cref="FaultKind.Delay"/> lasts.</summary>
    public TimeSpan Time { get; private init; }

    /// <summary>The status that a <see cref="FaultKind.Refusal"/> answers with.</summary>
    public HttpStatusCode Status { get; private init; }

    /// <summary>The Retry-After value of a <see cref="FaultKind.Refusal"/>. Null if the answer has no such header.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static Fault Delay(TimeSpan time) => new(FaultKind.Delay) { Time = time };

    public static Fault Refusal(HttpStatusCode status, TimeSpan? retryAfter = null) =>
        new(FaultKind.Refusal) { Status = status, RetryAfter = retryAfter };

    public override string ToString() => Kind switch
    {
        FaultKind.Delay => $"Delay of {Time.TotalSeconds} s",
        FaultKind.Refusal => $"Refusal {(int)Status}{(RetryAfter is { } wait ? $", Retry-After {wait.TotalSeconds}" : "")}",
        _ => $"{Kind}",
    };
}
