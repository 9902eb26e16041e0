using System.Globalization;
using System.Text;

namespace Tollgate.TestKit.Faults;

/// <summary>Splits a stream into HTTP/1.1 messages (RFC 9112 §6). It supports only the messages that the clients and servers of the tests send.</summary>
internal sealed class HttpMessageReader(Stream stream)
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Returns null if the stream ends between two messages.</summary>
    /// <param name="asked">The method of the request, if the message is its answer. Null if the message is a request.</param>
    public async Task<HttpMessage?> ReadAsync(string? asked, CancellationToken cancellationToken)
    {
        using var octets = new MemoryStream();
        var head = await ReadHeadAsync(octets, cancellationToken);
        if (head is null)
            return null;
        var lines = head.Split("\r\n");
        var headers = lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(':', 2))
            .ToLookup(pair => pair[0].Trim().ToLowerInvariant(), pair => pair[1].Trim());
        var ends = headers["connection"].Any(value => value.Equals("close", StringComparison.OrdinalIgnoreCase));
        if (HasNoBody(lines[0], asked))
            return new HttpMessage(lines[0], octets.ToArray(), ends);
        if (headers["transfer-encoding"].Any())
            await ReadChunksAsync(octets, cancellationToken);
        else if (headers["content-length"].FirstOrDefault() is { } length)
            await ReadExactlyAsync(octets, int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
        else if (asked is not null)
        {
            ends = true;
            await ReadToEndAsync(octets, cancellationToken);
        }

        return new HttpMessage(lines[0], octets.ToArray(), ends);
    }

    private static bool HasNoBody(string startLine, string? asked) => asked is not null
        && (asked == "HEAD" || startLine.Split(' ')[1] is "204" or "304" || startLine.Split(' ')[1].StartsWith('1'));

    private async Task<string?> ReadHeadAsync(MemoryStream octets, CancellationToken cancellationToken)
    {
        while (!octets.GetBuffer().AsSpan(0, (int)octets.Length).EndsWith(HeadEnd))
            if (await ReadOctetAsync(cancellationToken) is { } octet)
                octets.WriteByte(octet);
            else
                return octets.Length == 0 ? null : throw new EndOfStreamException();
        return Encoding.Latin1.GetString(octets.ToArray());
    }

    private async Task ReadChunksAsync(MemoryStream octets, CancellationToken cancellationToken)
    {
        int length;
        do
        {
            var line = await ReadLineAsync(octets, cancellationToken);
            length = int.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            // The two further octets are the line break after the chunk. After the last chunk they end the empty trailer section.
            await ReadExactlyAsync(octets, length + 2, cancellationToken);
        }
        while (length > 0);
    }

    private async Task<string> ReadLineAsync(MemoryStream octets, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line.Length < 2 || line[^2] != '\r' || line[^1] != '\n')
        {
            var octet = await ReadOctetAsync(cancellationToken) ?? throw new EndOfStreamException();
            octets.WriteByte(octet);
            line.Append((char)octet);
        }

        return line.ToString().Trim();
    }

    private async Task ReadExactlyAsync(MemoryStream octets, int count, CancellationToken cancellationToken)
    {
        for (; count > 0; count--)
            octets.WriteByte(await ReadOctetAsync(cancellationToken) ?? throw new EndOfStreamException());
    }

    private async Task ReadToEndAsync(MemoryStream octets, CancellationToken cancellationToken)
    {
        while (await ReadOctetAsync(cancellationToken) is { } octet)
            octets.WriteByte(octet);
    }

    private async ValueTask<byte?> ReadOctetAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await stream.ReadAsync(_buffer, cancellationToken);
        }

        return _start == _end ? null : _buffer[_start++];
    }
}
