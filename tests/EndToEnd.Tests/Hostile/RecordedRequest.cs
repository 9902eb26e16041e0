using System.Text;
using Tollgate.TestKit.Raw;

namespace Tollgate.EndToEnd.Tests.Hostile;

/// <summary>A request in the parts that a mutation may change. One octet is one character.</summary>
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

    /// <summary>Framed as its body needs it, whatever else is wrong with it.</summary>
    public byte[] ToOctets() => new RawRequest(Method, Target, [.. Headers.Select(header => $"{header.Key}: {header.Value}")])
    {
        Body = Body.Length > 0 || Method == "POST" ? Body : null,
    }.ToOctets();

    /// <summary>For the message of a failed test.</summary>
    public override string ToString() =>
        string.Concat(Encoding.Latin1.GetString(ToOctets()).Select(c => c is (>= ' ' and <= '~') or '\n' ? $"{c}" : $"\\x{(int)c:x2}"));
}
