using System.Buffers.Text;

namespace Tollgate.SideBySide.Load;

/// <summary>A response with a Content-Length. It lies in the buffer of its connection.</summary>
internal readonly record struct HttpAnswer(int Status, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>Returns false while the response is incomplete.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> received, out HttpAnswer answer)
    {
        answer = default;
        var span = received.Span;
        var end = span.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var length = ContentLength(span[..(end + 2)]);
        if (span.Length < end + 4 + length)
            return false;
        answer = new(Number(span[9..12]), received[..end], received.Slice(end + 4, length));
        return true;
    }

    /// <summary>The text between <paramref name="before"/> and the next <paramref name="after"/>. Empty if it is missing.</summary>
    public static ReadOnlySpan<byte> Between(ReadOnlySpan<byte> text, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var start = text.IndexOf(before);
        if (start < 0)
            return [];
        var rest = text[(start + before.Length)..];
        var length = rest.IndexOfAny(after);
        return length < 0 ? rest : rest[..length];
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var value = Between(head, "\r\nContent-Length: "u8, "\r"u8);
        return value.IsEmpty ? throw new InvalidOperationException("A response without a Content-Length.") : Number(value);
    }

    private static int Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out int number, out _) ? number : throw new InvalidOperationException("A response with a number that is none.");
}
