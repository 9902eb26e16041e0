using System.Text.Json;
using System.Text.RegularExpressions;
using Tollgate.TestKit.Raw;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>Sends the recorded calls to one server, one after the other. Each call has its own connection.</summary>
public sealed partial class RecordedConversation
{
    private readonly Dictionary<string, HostAnswer> _byLabel = [];
    private readonly RecordedServer _server;

    private RecordedConversation(RecordedServer server) => _server = server;

    /// <summary>The answers, in the order of <see cref="RecordedCalls.All"/>.</summary>
    public static async Task<IReadOnlyList<HostAnswer>> HoldAsync(RecordedServer server, CancellationToken cancellationToken)
    {
        var conversation = new RecordedConversation(server);
        var answers = new List<HostAnswer>();
        foreach (var call in RecordedCalls.All)
            answers.Add(await conversation.SendAsync(call, cancellationToken));
        return answers;
    }

    private async Task<HostAnswer> SendAsync(RecordedCall call, CancellationToken cancellationToken)
    {
        using var connection = new RawConnection(_server.Address);
        var request = call.ToRequest(_server.Address.Authority, text => Placeholder().Replace(text, Fill));
        var answer = await connection.SendAsync(request.ToOctets(), call.Method, isLast: true, cancellationToken);
        return _byLabel[call.Label] = answer is null ? HostAnswer.HungUp : HostAnswer.Of(answer);
    }

    private string Fill(Match match)
    {
        if (match.Groups["label"] is not { Success: true, Value: var label })
            return _server.AcmeCredentials;
        var (answer, name) = (_byLabel[label], match.Groups["name"].Value);
        return answer.Header(name) ?? JsonElement.Parse(answer.Body).GetProperty(name).GetString()!;
    }

    [GeneratedRegex(@"\{(acme|(?<label>[^{}#]+)#(?<name>\w+))\}")]
    private static partial Regex Placeholder();
}
