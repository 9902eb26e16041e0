namespace Tollgate.SideBySide.Load;

/// <summary>Sends the refresh requests of several families in turn. Each answer brings the token for the family's next request.</summary>
internal sealed class RefreshRequests(PreparedRequest request, List<byte[]> families) : IRequests
{
    private int _current = -1;

    public int Next(Span<byte> buffer)
    {
        _current = _current + 1 == families.Count ? 0 : _current + 1;
        return request.Write(buffer, families[_current]);
    }

    public bool Accept(HttpAnswer answer)
    {
        var token = HttpAnswer.Between(answer.Body.Span, "\"refresh_token\":\""u8, "\""u8);
        if (answer.Status != 200 || token.IsEmpty || answer.Body.Span.IndexOf("\"access_token\":\""u8) < 0)
            return false;
        // The tokens of a family usually have the same length, so this branch avoids an allocation.
        if (token.Length == families[_current].Length)
            token.CopyTo(families[_current]);
        else
            families[_current] = token.ToArray();
        return true;
    }
}
