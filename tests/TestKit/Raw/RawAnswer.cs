using System.Globalization;
using System.Text;

namespace Tollgate.TestKit.Raw;

/// <summary>An HTTP answer as it came over the wire.</summary>
public sealed class RawAnswer
{
    private readonly byte[] _octets;
    private readonly int _bodyStart;

    internal RawAnswer(string startLine, byte[] octets, bool endsConnection)
    {
        _octets = octets;
        _bodyStart = octets.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        Status = int.Parse(startLine.Split(' ')[1], CultureInfo.InvariantCulture);
        EndsConnection = endsConnection;
    }

    public int Status { get; }

    public bool EndsConnection { get; }

    public string Head => Encoding.Latin1.GetString(_octets, 0, _bodyStart);

    /// <summary>The body with its chunk framing, if the answer has any.</summary>
    public string Body => Encoding.UTF8.GetString(_octets.AsSpan(_bodyStart));

    /// <summary>The body without chunk framing.</summary>
    public string Content => Header("Transfer-Encoding") is null ? Body : Encoding.UTF8.GetString(Unchunked(_octets.AsSpan(_bodyStart)));

    /// <summary>The headers in the order in which the server sent them.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers => Head.Split("\r\n").Skip(1).Where(line => line.Length > 0)
        .Select(line => line.Split(':', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1].Trim()));

    /// <summary>The value of a header. Null if the answer does not have the header.</summary>
    public string? Header(string name) => Head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private static byte[] Unchunked(ReadOnlySpan<byte> framed)
    {
        using var content = new MemoryStream();
        while (true)
        {
            var line = framed.IndexOf("\r\n"u8);
            var size = Encoding.ASCII.GetString(framed[..line]).Split(';')[0];
            var length = int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
                return content.ToArray();
            content.Write(framed.Slice(line + 2, length));
            framed = framed[(line + 2 + length + 2)..];
        }
    }
}
