using System.Net;
using System.Text;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Abuse;

/// <summary>Many addresses that send requests at the same time.</summary>
internal sealed class Crowd : IDisposable
{
    private const int AtOnce = 50;

    private readonly HttpClient[] _clients;

    public Crowd(Uri server, int addresses) =>
        _clients = [.. Enumerable.Range(1, addresses).Select(number => LoopbackClient.At(new IPAddress([127, 0, 7, (byte)number]), server))];

    public void Dispose() => Array.ForEach(_clients, client => client.Dispose());

    /// <summary>Sends forms from one address after another, with fifty requests at a time, and returns all answers.</summary>
    public async Task<IReadOnlyList<Answer>> PostAsync(int times, string path, Func<int, string> form, string cookies = "")
    {
        var answers = new Answer[times];
        await Parallel.ForAsync(
            0,
            times,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (turn, _) => answers[turn] = await PostAsync(_clients[turn % _clients.Length], path, form(turn), cookies));
        return answers;
    }

    private static async Task<Answer> PostAsync(HttpClient client, string path, string form, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (cookies.Length > 0)
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        using var response = await client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
