using System.Text;

namespace Tollgate.SideBySide.Load;

/// <summary>Sends the same requests in turn. Each connection begins at another request.</summary>
internal sealed class RepeatedRequests(IReadOnlyList<PreparedRequest> requests, int start, string expected) : IRequests
{
    private readonly byte[] _expected = Encoding.ASCII.GetBytes(expected);
    private int _next = start % requests.Count;

    public int Next(Span<byte> buffer)
    {
        var request = requests[_next];
        _next = _next + 1 == requests.Count ? 0 : _next + 1;
        return request.Write(buffer);
    }

    public bool Accept(HttpAnswer answer) => answer.Status == 200 && answer.Body.Span.IndexOf(_expected) >= 0;
}
