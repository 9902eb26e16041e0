using Tollgate.TestKit.Raw;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>
/// A request that was sent to the real Functions host, and the status that it gave. One octet is one character. <c>{label#name}</c> stands
/// for a header or a JSON member of the answer to an earlier call; <c>{acme}</c> for the Basic credentials of <c>demo-service</c> in acme.
/// </summary>
/// <param name="Headers">Whole lines. Without a Host among them the server's own is sent.</param>
public sealed record RecordedCall(string Label, string Method, string Target, int Status, params IReadOnlyList<string> Headers)
{
    /// <summary>The recording shows no more of a target.</summary>
    private const int Shown = 70;

    public string? Body { get; init; }

    public bool IsChunked { get; init; }

    /// <summary>HTTP/1.0 knows no Host.</summary>
    public bool IsHttp10 { get; init; }

    /// <summary>Where LocalHost gives another status than the real host: <see cref="KnownDifferences"/> says why.</summary>
    public int? OnLocalHost { get; init; }

    /// <param name="fill">Puts in what earlier answers have told.</param>
    public RawRequest ToRequest(string host, Func<string, string> fill)
    {
        var hasHost = IsHttp10 || Headers.Any(header => header.StartsWith("Host:", StringComparison.OrdinalIgnoreCase));
        string[] first = hasHost ? [] : [$"Host: {host}"];
        return new RawRequest(Method, fill(Target), [.. first, .. Headers.Select(fill)])
        {
            Body = Body is null ? null : fill(Body),
            IsChunked = IsChunked,
            Version = IsHttp10 ? "HTTP/1.0" : "HTTP/1.1",
        };
    }

    /// <summary>As it is called in the recording.</summary>
    public override string ToString() => $"{Label} [{Method} {(Target.Length > Shown ? Target[..Shown] : Target)}]";
}
