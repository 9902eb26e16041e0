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
        Status = int.Parse(startLine.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        EndsConnection = endsConnection;
    }

    public int Status { get; }

    public bool EndsConnection { get; }

    public string Head => Encoding.Latin1.GetString(_octets, 0, _bodyStart);

    /// <summary>With the framing of chunks in it, where there are some.</summary>
    public string Body => Encoding.UTF8.GetString(_octets.AsSpan(_bodyStart));

    /// <summary>The value of a header; null where it is not there.</summary>
    public string? Header(string name) => Head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
