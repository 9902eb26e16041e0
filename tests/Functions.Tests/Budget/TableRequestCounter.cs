using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>Notes every request that reaches the table service: each try is a transaction that somebody pays for.</summary>
internal sealed partial class TableRequestCounter : HttpPipelineSynchronousPolicy
{
    /// <summary>The tables that are written in the background, after the answer.</summary>
    private static readonly string[] Background = [TableNames.UserIndex, TableNames.Audit];

    private readonly ConcurrentQueue<string> _requests = new();

    public override void OnSendingRequest(HttpMessage message)
    {
        var path = message.Request.Uri.ToUri().AbsolutePath;
        _requests.Enqueue($"{(message.Request.Method == RequestMethod.Get ? "read" : "write")} {TablePattern().Match(path).Groups[1].Value}");
    }

    /// <summary>What <paramref name="step"/> cost. What is written in the background is counted apart.</summary>
    public async Task<string[]> CountAsync(Func<Task> step)
    {
        _requests.Clear();
        await step();
        return [.. _requests.Where(request => !Array.Exists(Background, table => IsTo(table, request)))];
    }

    /// <summary>What the background cost since the step began.</summary>
    public string[] OfIndex() => [.. _requests.Where(request => IsTo(TableNames.UserIndex, request))];

    /// <inheritdoc cref="OfIndex"/>
    public string[] OfAudit() => [.. _requests.Where(request => IsTo(TableNames.Audit, request))];

    private static bool IsTo(string table, string request) => request.EndsWith($" {table}", StringComparison.Ordinal);

    [GeneratedRegex("^/[^/]+/([A-Za-z$]+)")]
    private static partial Regex TablePattern();
}
