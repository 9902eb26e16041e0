using System.Diagnostics;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Timing;

/// <summary>
/// The duration of a refusal does not reveal whether a client or user exists. The test is statistical, so it runs only in the long form (TOLLGATE_LONG=1):
/// other programs on the machine must not decide the result of CI. Without a real difference, the measured probability differs from one half by chance.
/// Each threshold is at least about four standard deviations of that chance. The test also checks, with the same samples, that a difference of 10 % would
/// be beyond the threshold.
/// </summary>
[Collection(Alone)]
public sealed class TimingTests : IAsyncLifetime
{
    /// <summary>Another test at the same time would change the measured durations.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Quiet;

    private const string Alone = "timing";
    private const double ThresholdOfClients = 0.05;
    private const double ThresholdOfUsers = 0.08;

    /// <summary>The number of users that fits into one window of the throttles.</summary>
    private const int UsersPerWindow = 40;

    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(TestClock.New());

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_unknown_client_takes_as_long_as_a_wrong_secret()
    {
        SkipUnlessLong();
        // The row cache contains both clients after their first requests. Both client ids have the same length.
        await Judge("unknown clients", "wrong secrets", 3_000, 500, ThresholdOfClients, isFirst => TimeAsync(
            "grant_type=client_credentials", $"demo-{(isFirst ? "nobody5" : "service")}:a-wrong-secret-of-some-length"));
    }

    [Fact]
    public async Task An_unknown_user_takes_as_long_as_a_wrong_password()
    {
        SkipUnlessLong();
        var (known, count) = (new List<string>(), 0);
        for (var i = 0; i < UsersPerWindow; i++)
            known.Add(await _host.Server.NewUserAsync());
        await Judge("unknown users", "wrong passwords", 400, 20, ThresholdOfUsers, isFirst =>
        {
            if (++count % UsersPerWindow == 0)
                _host.Clock.Advance(TimeSpan.FromMinutes(15));
            var name = isFirst ? $"user-{Guid.NewGuid():n}" : known[count % UsersPerWindow];
            return TimeAsync($"grant_type=password&username={name}&password=a-wrong-password", Requests.Legacy);
        });
    }

    private static void SkipUnlessLong()
    {
        const string Reason = "Timing is measured with TOLLGATE_LONG=1 only, on a machine with nothing else to do.";
        if (!Effort.IsLong)
            TestContext.Current.SendDiagnosticMessage(Reason);
        Skipped.Unless(Effort.IsLong, Reason);
    }

    /// <summary>Measures both kinds alternately and changes the order for each pair.</summary>
    private static async Task Judge(string first, string second, int pairs, int warmUp, double threshold, Func<bool, Task<TimeSpan>> timeAsync)
    {
        var samples = new Samples(first, second);
        for (var i = -warmUp; i < pairs; i++)
        {
            var (one, other) = (await timeAsync(i % 2 == 0), await timeAsync(i % 2 != 0));
            if (i >= 0)
                samples.Add(i % 2 == 0 ? one : other, i % 2 == 0 ? other : one);
        }

        TestContext.Current.SendDiagnosticMessage($"Timing: {samples}, threshold {threshold}");
        Assert.True(Math.Abs(samples.ProbabilityIfSlower(0.1) - 0.5) > threshold, $"Too much goes on on this machine to tell: {samples}");
        Assert.True(Math.Abs(samples.Probability - 0.5) < threshold, $"{samples}");
    }

    private async Task<TimeSpan> TimeAsync(string body, string basic)
    {
        var start = Stopwatch.GetTimestamp();
        using var response = await _host.Client.PostTokenAsync(body, basic);
        var time = Stopwatch.GetElapsedTime(start);
        var error = (await response.JsonAsync()).Text("error_description");
        // The throttle would answer faster, so it must not have refused this request.
        Assert.Contains(" wrong.", error, StringComparison.Ordinal);
        return time;
    }
}
