using System.Buffers.Text;
using System.Text;

namespace Tollgate.SideBySide.Load;

/// <summary>A request as octets. Writing it copies the octets, with a token in the gap of the body or in the header DPoP.</summary>
internal sealed class PreparedRequest(RequestText text)
{
    private readonly byte[] _head = Encoding.ASCII.GetBytes(text.Head);
    private readonly byte[] _before = Encoding.ASCII.GetBytes(text.BodyBefore);
    private readonly byte[] _after = Encoding.ASCII.GetBytes(text.BodyAfter);
    private readonly bool _hasBody = text.Method == "POST";
    private readonly bool _isProof = text.TokenIsProof;

    public int Write(Span<byte> buffer, ReadOnlySpan<byte> token = default)
    {
        var length = Append(buffer, 0, _head);
        if (!_hasBody)
            return length;
        var proof = _isProof ? token : default;
        token = _isProof ? default : token;
        Utf8Formatter.TryFormat(_before.Length + token.Length + _after.Length, buffer[length..], out var digits);
        length = Append(buffer, length + digits, _isProof ? "\r\nDPoP: "u8 : default);
        length = Append(buffer, length, proof);
        length = Append(buffer, length, "\r\n\r\n"u8);
        length = Append(buffer, length, _before);
        length = Append(buffer, length, token);
        return Append(buffer, length, _after);
    }

    private static int Append(Span<byte> buffer, int length, ReadOnlySpan<byte> part)
    {
        part.CopyTo(buffer[length..]);
        return length + part.Length;
    }
}
