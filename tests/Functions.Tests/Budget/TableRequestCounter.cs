using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>Notes every request that reaches the table service: each try is a transaction that somebody pays for.</summary>
internal sealed partial class TableRequestCounter : HttpPipelineSynchronousPolicy
{
    private const string Index = "userIndex";

    private readonly ConcurrentQueue<string> _requests = new();

    public override void OnSendingRequest(HttpMessage message)
    {
        var path = message.Request.Uri.ToUri().AbsolutePath;
        _requests.Enqueue($"{(message.Request.Method == RequestMethod.Get ? "read" : "write")} {TablePattern().Match(path).Groups[1].Value}");
    }

    /// <summary>What <paramref name="step"/> cost. The index of users is written in the background and counted apart.</summary>
    public async Task<string[]> CountAsync(Func<Task> step)
    {
        _requests.Clear();
        await step();
        return [.. _requests.Where(request => !request.EndsWith(Index, StringComparison.Ordinal))];
    }

    /// <summary>What the background cost since the step began.</summary>
    public string[] OfIndex() => [.. _requests.Where(request => request.EndsWith(Index, StringComparison.Ordinal))];

    [GeneratedRegex("^/[^/]+/([A-Za-z$]+)")]
    private static partial Regex TablePattern();
}
