using System.Diagnostics;
using System.Text;
using Tollgate.SideBySide.Load;
using Tollgate.SideBySide.Servers;

namespace Tollgate.Load;

/// <summary>
/// One connection. It sends a request, returns the answer and adds the time to the tally. The time of a late request begins when it was due.
/// </summary>
internal sealed class Wire(int port, Tally tally) : IDisposable
{
    private readonly Connection _connection = new(port);
    private long _due;

    public void IsDueAt(long timestamp) => _due = timestamp;

    public Task<Reply> GetAsync(string kind, string path, string? cookie = null) =>
        ExchangeAsync(kind, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{(cookie is null ? "" : $"Cookie: {cookie}\r\n")}\r\n");

    public Task<Reply> PostAsync(string kind, string path, string form, string? client = null, string? secret = null) => ExchangeAsync(
        kind,
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + (client is null ? "" : $"Authorization: {Candidate.Basic(client, secret!)}\r\n")
        + $"Content-Length: {form.Length}\r\n\r\n{form}");

    public void Dispose() => _connection.Dispose();

    private async Task<Reply> ExchangeAsync(string kind, string request)
    {
        var start = _due == 0 ? Stopwatch.GetTimestamp() : _due;
        _due = 0;
        var answer = await _connection.ExchangeAsync(Encoding.ASCII.GetBytes(request, _connection.Request));
        tally.Add(kind, Stopwatch.GetElapsedTime(start));
        return new Reply(answer.Status, Encoding.ASCII.GetString(answer.Head.Span), Encoding.UTF8.GetString(answer.Body.Span));
    }
}
