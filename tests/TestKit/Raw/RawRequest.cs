using System.Globalization;
using System.Text;

namespace Tollgate.TestKit.Raw;

/// <summary>
/// A request that is sent unchanged: the client corrects neither the target nor the headers, and it sends duplicates too. One character stands for one
/// octet.
/// </summary>
/// <param name="Headers">Complete header lines.</param>
public sealed record RawRequest(string Method, string Target, IReadOnlyList<string> Headers)
{
    private const int Chunk = 16;

    /// <summary>The body. Null if the request has neither a body nor a header that describes one.</summary>
    public string? Body { get; init; }

    /// <summary>Whether the body is sent in chunks (RFC 9112 §7.1). Then no header states its length.</summary>
    public bool IsChunked { get; init; }

    public string Version { get; init; } = "HTTP/1.1";

    public byte[] ToOctets()
    {
        var text = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(' ').Append(Version).Append("\r\n");
        foreach (var header in Headers)
            text.Append(header).Append("\r\n");
        if (IsChunked)
            text.Append("Transfer-Encoding: chunked\r\n");
        else if (Body is not null)
            text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n");
        text.Append("\r\n").Append(IsChunked ? InChunks(Body ?? "") : Body);
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private static string InChunks(string body)
    {
        var text = new StringBuilder();
        foreach (var chunk in body.Chunk(Chunk))
            text.Append(CultureInfo.InvariantCulture, $"{chunk.Length:x}\r\n").Append(chunk).Append("\r\n");
        return text.Append("0\r\n\r\n").ToString();
    }
}
