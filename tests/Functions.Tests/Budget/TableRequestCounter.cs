using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>Notes every request that reaches the table service: each try is a transaction that somebody pays for.</summary>
internal sealed partial class TableRequestCounter : HttpPipelineSynchronousPolicy
{
    private readonly ConcurrentQueue<string> _requests = new();

    public override void OnSendingRequest(HttpMessage message)
    {
        var path = message.Request.Uri.ToUri().AbsolutePath;
        _requests.Enqueue($"{(message.Request.Method == RequestMethod.Get ? "read" : "write")} {TablePattern().Match(path).Groups[1].Value}");
    }

    /// <summary>What <paramref name="step"/> cost.</summary>
    public async Task<string[]> CountAsync(Func<Task> step)
    {
        _requests.Clear();
        await step();
        return [.. _requests];
    }

    [GeneratedRegex("^/[^/]+/([A-Za-z$]+)")]
    private static partial Regex TablePattern();
}
