using System.Text;
using Tollgate.TestKit.Raw;

namespace Tollgate.EndToEnd.Tests.Hostile;

/// <summary>The parts of a request that a mutation may change. Each octet is one character.</summary>
internal sealed record RecordedRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body)
{
    public static RecordedRequest Read(byte[] octets)
    {
        var text = Encoding.Latin1.GetString(octets);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = text[..end].Split("\r\n");
        var start = lines[0].Split(' ');
        var headers = lines[1..].Select(line => line.Split(':', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1].Trim()))
            .Where(header => !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase));
        return new RecordedRequest(start[0], start[1], [.. headers], text[(end + 4)..]);
    }

    /// <summary>The framing fits the body, whatever else is wrong with the request.</summary>
    public byte[] ToOctets() => new RawRequest(Method, Target, [.. Headers.Select(header => $"{header.Key}: {header.Value}")])
    {
        Body = Body.Length > 0 || Method == "POST" ? Body : null,
    }.ToOctets();

    /// <summary>The text of the request in the message of a failed test.</summary>
    public override string ToString() =>
        string.Concat(Encoding.Latin1.GetString(ToOctets()).Select(c => c is (>= ' ' and <= '~') or '\n' ? $"{c}" : $"\\x{(int)c:x2}"));
}
