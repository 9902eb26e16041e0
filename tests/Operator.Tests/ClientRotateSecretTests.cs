using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class ClientRotateSecretTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task The_old_secret_ends_a_day_later()
    {
        var first = await AddAsync();
        var rotated = await _shell.RunAsync("client", "rotate-secret", "report");

        Assert.NotEqual(first, rotated["client_secret"]);
        Assert.Contains("Until 2026-01-03 03:04 UTC old secrets still work (1).", rotated.Output);
        Assert.DoesNotContain(rotated["client_secret"], await _shell.StoredAsync());
        Assert.Equal([_shell.Clock.GetUtcNow().AddHours(24), null], await EndsAsync());
    }

    [Fact]
    public async Task Zero_hours_end_the_old_secrets_now()
    {
        await AddAsync();
        var rotated = await _shell.RunAsync("client", "rotate-secret", "report", "--keep-old", "0");

        Assert.Contains("The old secrets have ended.", rotated.Output);
        Assert.Equal([null], await EndsAsync());
    }

    [Fact]
    public async Task A_later_rotation_never_extends_an_old_secret_and_drops_expired_secrets()
    {
        await AddAsync();
        var start = _shell.Clock.GetUtcNow();
        await _shell.RunAsync("client", "rotate-secret", "report", "--keep-old", "1");
        await _shell.RunAsync("client", "rotate-secret", "report", "--keep-old", "48");
        Assert.Equal([start.AddHours(1), start.AddHours(48), null], await EndsAsync());

        _shell.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([start.AddHours(48), null], await EndsAsync());
        await _shell.RunAsync("client", "rotate-secret", "report", "--keep-old", "48");
        Assert.Equal([start.AddHours(48), start.AddHours(49), null], await EndsAsync());
    }

    [Fact]
    public async Task Prints_the_new_secret_in_JSON()
    {
        var first = await AddAsync();
        var rotated = await _shell.JsonAsync("client", "rotate-secret", "report");

        Assert.NotEqual(first, rotated.GetProperty("client_secret").GetString());
        Assert.Equal(2, rotated.GetProperty("secrets").GetArrayLength());
    }

    [Theory]
    [InlineData("takes hours from 0", "-1")]
    [InlineData("--keep-old: takes hours from 0 to 8784 (a year).", "soon")]
    [InlineData("takes hours from 0", "99999")]
    public async Task Refuses_an_invalid_number_of_hours(string reason, string hours)
    {
        await AddAsync();
        await _shell.RefusedAsync(2, reason, "client", "rotate-secret", "report", "--keep-old", hours);
        Assert.Equal([null], await EndsAsync());
    }

    private async Task<string> AddAsync() => (await _shell.RunAsync("client", "add", "--name", "Report", "--id", "report"))["client_secret"];

    private async Task<DateTimeOffset?[]> EndsAsync() =>
    [
        .. (await _shell.JsonAsync("client", "show", "report")).GetProperty("secrets").EnumerateArray()
            .Select(secret => secret.TryGetProperty("expires_at", out var end) ? end.GetDateTimeOffset() : (DateTimeOffset?)null),
    ];
}
