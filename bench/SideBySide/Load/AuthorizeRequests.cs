namespace Tollgate.SideBySide.Load;

/// <summary>Repeats the authorization request of a user who has consented. Each answer brings a code.</summary>
internal sealed class AuthorizeRequests(PreparedRequest request, int count) : IRequests
{
    private int _left = count;

    public List<byte[]> Codes { get; } = new(count);

    public int Next(Span<byte> buffer) => _left-- > 0 ? request.Write(buffer) : 0;

    public bool Accept(HttpAnswer answer)
    {
        var code = HttpAnswer.Between(answer.Head.Span, "code="u8, "&\r"u8);
        Codes.Add(code.ToArray());
        return answer.Status is 302 or 303 && !code.IsEmpty;
    }
}
