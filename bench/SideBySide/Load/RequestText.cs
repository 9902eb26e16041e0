using System.Text.Json.Serialization;

namespace Tollgate.SideBySide.Load;

/// <summary>A request as text. A token may stand between the two parts of its body.</summary>
internal sealed record RequestText(string Method, string Path)
{
    /// <summary>The peer compares the htu of a proof with the Host header, so a request with a proof needs the port too.</summary>
    public string Host { get; init; } = "127.0.0.1";

    public string? Authorization { get; init; }

    public string? Cookie { get; init; }

    public string BodyBefore { get; init; } = "";

    public string BodyAfter { get; init; } = "";

    /// <summary>Whether the token is a DPoP proof, in a header of its own, and does not stand in the body.</summary>
    public bool TokenIsProof { get; init; }

    [JsonIgnore]
    public string Head => $"{Method} {Path} HTTP/1.1\r\nHost: {Host}\r\n"
        + (Authorization is null ? "" : $"Authorization: {Authorization}\r\n")
        + (Cookie is null ? "" : $"Cookie: {Cookie}\r\n")
        + (Method == "POST" ? "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " : "\r\n");
}
