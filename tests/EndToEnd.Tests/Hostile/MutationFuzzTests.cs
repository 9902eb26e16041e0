using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Tollgate.TestKit;
using Tollgate.TestKit.Raw;

namespace Tollgate.EndToEnd.Tests.Hostile;

/// <summary>
/// Sends thousands of changed requests to a running server. No request causes a fault. No answer contains the markup or the header of its
/// request. No answer redirects to another site. The memory of the server does not grow. The seed is fixed.
/// </summary>
[RunsOnWorker]
public sealed partial class MutationFuzzTests : IAsyncLifetime
{
    private const int Seed = 20260304;
    private const int Workers = 4;

    /// <summary>The number of requests before the recorded code and refresh token are replaced, because the requests use them up.</summary>
    private const int RequestsPerCode = 1_250;

    /// <summary>The number of wrong answers that a failure shows.</summary>
    private const int Shown = 10;

    private const long AllowedGrowth = 300 * 1024 * 1024;

    private static readonly int Requests = Effort.Of(6_000, 120_000);

    private readonly TemporaryFolder _keys = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly int[] _statuses = new int[600];
    private ServerProcess _host = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await ServerProcess.StartAsync("--keys", _keys.Path, "--log", "Warning");

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task No_mutation_of_a_valid_request_is_a_fault()
    {
        await using var recorder = await Recorder.RecordAsync(_host, _keys.Path, Token);
        Assert.True(recorder.Requests.Count > 40, $"Only {recorder.Requests.Count} requests were recorded.");
        long warm = 0;
        for (var round = 0; round < (Requests / RequestsPerCode) + 1; round++)
        {
            await recorder.RenewAsync(Token);
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker =>
                Task.Run(() => WorkAsync(recorder.Requests, new Random(Seed + (round * Workers) + worker), RequestsPerCode / Workers))));
            warm = round == 0 ? _host.WorkingSet : warm;
        }

        var memory = _host.WorkingSet;
        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture,
            $"Fuzzer: {_statuses.Sum():n0} requests, seed {Seed}, {_statuses[500..].Sum()} answers 5xx, {FaultsIn(_host.Output).Count()} faults logged, "
            + $"{_wrong.Count} wrong answers, memory {warm >> 20} MiB to {memory >> 20} MiB; {Statuses()}"));
        Assert.True(_wrong.IsEmpty, string.Join("\n\n", _wrong.Take(Shown)));
        AssertNoFault(_host.Output);
        Assert.True(memory < warm + AllowedGrowth, $"{memory:n0} octets of memory after {warm:n0}.");
    }

    internal static void AssertNoFault(string log)
    {
        var faults = FaultsIn(log).Take(5).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static IEnumerable<string> FaultsIn(string log) => log.Split('\n').Where(line => Fault().IsMatch(line));

    private async Task WorkAsync(IReadOnlyList<RecordedRequest> recorded, Random random, int count)
    {
        using var connection = new RawConnection(_host.Address);
        var mutation = new Mutation(random);
        for (var i = 0; i < count; i++)
        {
            var request = mutation.Of(recorded[random.Next(recorded.Count)]);
            var isLast = request.Target.Contains('\n', StringComparison.Ordinal)
                || request.Headers.Any(header => header.Value.Contains('\n', StringComparison.Ordinal));
            var answer = await connection.SendAsync(request.ToOctets(), request.Method, isLast, Token);
            Interlocked.Increment(ref _statuses[answer?.Status ?? 0]);
            if (answer is not null && WhatIsWrong(answer) is { } wrong)
                _wrong.Enqueue($"{wrong}, after:\n{request}");
        }
    }

    private static string? WhatIsWrong(RawAnswer answer)
    {
        var type = answer.Header("Content-Type") ?? "";
        if (answer.Status is < 200 or >= 500)
            return $"{answer.Status}";
        if (answer.Header(Mutation.Header) is not null)
            return $"a header of the caller's making in {answer.Head}";
        if (answer.Header("Location") is { } location && !Own().IsMatch(location))
            return $"a redirect to {location}";
        if (type.StartsWith("text/html", StringComparison.Ordinal))
            return Markup().IsMatch(answer.Body) ? $"markup of the caller's making in {answer.Body}" : null;
        return type.Length == 0 || type.StartsWith("application/json", StringComparison.Ordinal) ? null : $"{type}";
    }

    private string Statuses() => string.Join(", ", _statuses.Index().Where(each => each.Item > 0)
        .Select(each => string.Create(CultureInfo.InvariantCulture, $"{(each.Index == 0 ? "hung up" : each.Index)}: {each.Item}")));

    [GeneratedRegex("^(fail|crit): |Unhandled exception|^   at ")]
    private static partial Regex Fault();

    /// <summary>The demo's clients are at loopback addresses and may choose any port.</summary>
    [GeneratedRegex(@"^(/(?![/\\])|http://(127\.0\.0\.1|\[::1\])(:[0-9]+)?(/|$))")]
    private static partial Regex Own();

    [GeneratedRegex("<script>fuzz|<img src=x|(href|action|src)=\"javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();
}
