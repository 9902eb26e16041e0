using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Users;
using Tollgate.Functions.Events;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Events;

/// <summary>The events of a running server, as its log shows them.</summary>
public sealed class EventsOverHttpTests : IAsyncLifetime
{
    private readonly RecordingLoggerProvider _log = new();
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(
        options => options with { LogLevel = LogLevel.Information }, services => services.AddSingleton<ILoggerProvider>(_log));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_stolen_code_is_a_warning_and_issued_tokens_are_not_logged()
    {
        using var browser = new ScriptlessBrowser(_host.Address);
        var code = (await browser.AllowAsync(Requests.Authorize(), await _host.Server.NewUserAsync())).Code;
        await _host.Client.TokensAsync(Requests.Redeem(code));
        Assert.DoesNotContain(_log.Entries, entry => entry.Level == LogLevel.Warning || entry.Id == LogEventIds.TokenIssued);

        Assert.Equal("invalid_grant", await _host.Client.TokenErrorAsync(Requests.Redeem(code)));

        Assert.Equal(LogEventIds.TheftDetected, Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Warning).Id);
        Assert.Equal(LogEventIds.SignedIn, Assert.Single(_log.Entries, entry => entry.Id == LogEventIds.SignedIn).Id);
        Assert.Single(_log.Entries, entry => entry.Id == LogEventIds.RequestRefused);
    }

    [Fact]
    public async Task An_act_of_an_operator_is_a_warning_and_an_act_of_an_applicant_is_not()
    {
        using var applicant = new ScriptlessBrowser(_host.Address);
        var form = await applicant.GetAsync("/apps/request");
        var asked = await applicant.SubmitAsync(
            form, ("name", "Nightly report"), ("contact", "somebody@example.com"), ("purpose", "To report."), ("client_type", "confidential"),
            ("grant:client_credentials", "on"), ("redirect_uris", null));
        Assert.DoesNotContain(_log.Entries, entry => entry.Level == LogLevel.Warning);

        var id = asked.Parameters["ticket"]!.Split('.')[0];
        using var browser = await OperatorAsync();
        await browser.SubmitAsync(await browser.GetAsync("/apps?request=" + id), ("action", "decline"), ("answer", "There is one already."));

        Assert.Equal(
            $"olivia changed an application: declined, client {id} of default",
            Assert.Single(_log.Entries, entry => entry.Level == LogLevel.Warning && entry.Id == LogEventIds.PrivilegedAct).Message);
        Assert.Equal(
            $"(applicant) changed an application: requested, client {id} of default",
            Assert.Single(_log.Entries, entry => entry.Id == LogEventIds.ClientAct && !entry.Message.StartsWith("(demo)", StringComparison.Ordinal)).Message);
        Assert.DoesNotContain(_log.Entries, entry => entry.Message.Contains("Nightly report", StringComparison.Ordinal));
    }

    private async Task<ScriptlessBrowser> OperatorAsync()
    {
        var users = _host.Services.GetRequiredService<UserTable>();
        await users.NewUserAsync("olivia");
        var subject = (await users.FindLoginAsync("default", "olivia", default))!.Subject;
        await users.TryChangeAsync("default", new User(subject, "olivia") { IsOperator = true }, default);
        var browser = new ScriptlessBrowser(_host.Address);
        await browser.SignInAsync(await browser.GetAsync("/apps"), "olivia");
        return browser;
    }
}
