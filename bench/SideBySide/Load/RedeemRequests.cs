namespace Tollgate.SideBySide.Load;

/// <summary>Redeems each code once. Keeps the refresh tokens if a later workload needs them.</summary>
internal sealed class RedeemRequests(PreparedRequest request, List<byte[]> codes, List<byte[]>? refreshTokens = null) : IRequests
{
    private int _next;

    public int Next(Span<byte> buffer) => _next < codes.Count ? request.Write(buffer, codes[_next++]) : 0;

    public bool Accept(HttpAnswer answer)
    {
        refreshTokens?.Add(HttpAnswer.Between(answer.Body.Span, "\"refresh_token\":\""u8, "\""u8).ToArray());
        return answer.Status == 200 && answer.Body.Span.IndexOf("\"access_token\":\""u8) >= 0;
    }
}
