using Tollgate.TestKit.Raw;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>
/// A request to the real Functions host, and the status of its answer. Each octet is one character. <c>{label#name}</c> stands for a header
/// or a JSON member of the answer to an earlier call. <c>{acme}</c> stands for the Basic credentials of <c>demo-service</c> in acme.
/// </summary>
/// <param name="Headers">Whole header lines. If none is a Host header, the call sends the server's own Host.</param>
public sealed record RecordedCall(string Label, string Method, string Target, int Status, params IReadOnlyList<string> Headers)
{
    /// <summary>The recording cuts a target after this number of characters.</summary>
    private const int Shown = 70;

    public string? Body { get; init; }

    public bool IsChunked { get; init; }

    /// <summary>Whether the call uses HTTP/1.0 and sends no Host header.</summary>
    public bool IsHttp10 { get; init; }

    /// <summary>The status at LocalHost if it differs from the real host. <see cref="KnownDifferences"/> gives the reason.</summary>
    public int? OnLocalHost { get; init; }

    /// <param name="fill">Replaces the placeholders with values of earlier answers.</param>
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

    /// <summary>Returns the name of the call in the recording.</summary>
    public override string ToString() => $"{Label} [{Method} {(Target.Length > Shown ? Target[..Shown] : Target)}]";
}
