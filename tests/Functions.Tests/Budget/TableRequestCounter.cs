using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Core.Pipeline;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions.Tests.Budget;

/// <summary>Records every request to the table service. Each try is a transaction that Azure charges for.</summary>
internal sealed partial class TableRequestCounter : HttpPipelineSynchronousPolicy
{
    /// <summary>The tables that the server writes in the background, after the answer.</summary>
    private static readonly string[] Background = [TableNames.UserIndex, TableNames.Audit];

    private readonly ConcurrentQueue<string> _requests = new();

    public override void OnSendingRequest(HttpMessage message)
    {
        var path = message.Request.Uri.ToUri().AbsolutePath;
        _requests.Enqueue($"{(message.Request.Method == RequestMethod.Get ? "read" : "write")} {TablePattern().Match(path).Groups[1].Value}");
    }

    /// <summary>The requests of <paramref name="step"/>. Requests to the background tables are counted separately.</summary>
    public async Task<string[]> CountAsync(Func<Task> step)
    {
        _requests.Clear();
        await step();
        return [.. _requests.Where(request => !Array.Exists(Background, table => IsTo(table, request)))];
    }

    /// <summary>The requests of the background since the step began.</summary>
    public string[] OfIndex() => [.. _requests.Where(request => IsTo(TableNames.UserIndex, request))];

    /// <inheritdoc cref="OfIndex"/>
    public string[] OfAudit() => [.. _requests.Where(request => IsTo(TableNames.Audit, request))];

    private static bool IsTo(string table, string request) => request.EndsWith($" {table}", StringComparison.Ordinal);

    [GeneratedRegex("^/[^/]+/([A-Za-z$]+)")]
    private static partial Regex TablePattern();
}
