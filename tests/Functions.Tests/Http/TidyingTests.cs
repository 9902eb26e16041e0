using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.Functions.Tests.Devices;
using Tollgate.Functions.Tests.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>If follow-up work of a request fails, the server still answers, and the log reports the failure.</summary>
public sealed class TidyingTests : IAsyncLifetime
{
    private static readonly FakeTimeProvider Clock = TestClock.New();

    private readonly TableServiceClient _tables = TableEngine.InMemory(Clock);
    private readonly TemporaryFolder _keys = new();
    private readonly RecordingLoggerProvider _log = new();
    private readonly List<TestHost> _hosts = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        _keys.Dispose();
    }

    [Fact]
    public async Task A_right_password_signs_in_although_its_slots_or_its_browser_cannot_be_written()
    {
        // In the table of attempts, writes 4 to 6 return the slots. In the table of users, write 1 stores the browser.
        foreach (var (table, number) in new[] { (TableNames.Attempts, 4), (TableNames.Attempts, 6), (TableNames.Users, 1) })
        {
            var (host, log) = (await StartAsync(table, number), _log.Entries.Count);
            using var browser = new ScriptlessBrowser(host.Address);
            var page = await browser.GetAsync(Requests.Authorize());

            Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync(page, ("username", "alice"), ("password", ScriptlessBrowser.Password))).Status);
            Assert.Contains(_log.Entries.Skip(log), entry => entry.Level == LogLevel.Warning && entry.Exception is Azure.RequestFailedException);
        }
    }

    [Fact]
    public async Task A_right_password_at_the_token_endpoint_gives_tokens_although_its_slots_cannot_be_written()
    {
        var host = await StartAsync(TableNames.Attempts, 4);
        var client = host.Client;

        await client.TokensAsync("grant_type=password&username=alice&password=wonderland&scope=openid", Requests.Legacy);
    }

    [Fact]
    public async Task A_user_code_is_accepted_although_its_slots_cannot_be_written()
    {
        var host = await StartAsync(_tables);
        var client = host.Client;
        var begun = await client.BeginDeviceAsync("openid");
        using var browser = new ScriptlessBrowser(host.Address);
        await browser.AllowAsync(Requests.Authorize(), "alice");
        var other = await StartAsync(TableNames.Attempts, 3);
        using var same = new ScriptlessBrowser(other.Address);
        foreach (var (name, value) in browser.Cookies)
            same.Cookies[name] = value;

        Assert.Contains("value=\"allow\"", (await same.GetAsync("/device?user_code=" + begun.Value("user_code"))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_sign_in_succeeds_although_the_first_session_cannot_be_ended()
    {
        var host = await StartAsync(_tables);
        using var browser = new ScriptlessBrowser(host.Address);
        await browser.AllowAsync(Requests.Authorize(), "alice");
        // Write 1 to the table of sessions adds the new session. Write 2, which fails, ends the session before it.
        var other = await StartAsync(TableNames.Sessions, 2);
        using var same = new ScriptlessBrowser(other.Address);
        foreach (var (name, value) in browser.Cookies)
            same.Cookies[name] = value;
        var page = await same.GetAsync(Requests.Authorize(("prompt", "login")));

        Assert.NotNull((await same.SignInAsync(page, "alice")).Code);
        Assert.NotEqual(browser.Cookies["tollgate-session"], same.Cookies["tollgate-session"]);
    }

    [Fact]
    public async Task An_invitation_is_used_up_although_it_cannot_be_marked_as_used()
    {
        var host = await StartAsync(_tables);
        await host.Server.NewUserAsync("invited");
        var ticket = await InviteAsync(host, "invited");
        var other = await StartAsync(TableNames.Invitations, 1);
        using var browser = new ScriptlessBrowser(other.Address);
        var page = await browser.GetAsync("/invitation?ticket=" + ticket);

        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync(page, ("password", "a new password"), ("password_again", "a new password"))).Status);

        // The ticket no longer opens a page, in this browser or another.
        using var thief = new ScriptlessBrowser(host.Address);
        Assert.DoesNotContain("password_again", (await thief.GetAsync("/invitation?ticket=" + ticket)).Body, StringComparison.Ordinal);
        var again = await browser.SubmitAsync(page, ("password", "another password"), ("password_again", "another password"));
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        using var signIn = new ScriptlessBrowser(host.Address);
        var signedIn = await signIn.SignInAsync(await signIn.GetAsync(Requests.Authorize()), "invited", "a new password");
        Assert.Contains("tollgate-session", signIn.Cookies.Keys);
        Assert.True(signedIn.HasField("form_token"));
    }

    [Fact]
    public async Task An_invitation_without_its_mark_stays_used_up_after_the_next_invitation_is_used()
    {
        var host = await StartAsync(_tables);
        await host.Server.NewUserAsync("twice");
        var (first, second) = (await InviteAsync(host, "twice"), await InviteAsync(host, "twice"));
        using var thief = new ScriptlessBrowser(host.Address);
        var stolen = await thief.GetAsync("/invitation?ticket=" + first);
        Assert.Equal(HttpStatusCode.SeeOther, await ChooseAsync(await StartAsync(TableNames.Invitations, 1), first, "the first password"));

        // The server either marks the first invitation before it sets a password, or sets no password.
        var other = await StartAsync(TableNames.Invitations, 1);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await ChooseAsync(other, second, "the second password"));
        Assert.Equal(HttpStatusCode.SeeOther, await ChooseAsync(other, second, "the second password"));

        Assert.DoesNotContain("password_again", (await thief.GetAsync("/invitation?ticket=" + first)).Body, StringComparison.Ordinal);
        var refused = await thief.SubmitAsync(stolen, ("password", "a thief's password"), ("password_again", "a thief's password"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);

        static async Task<HttpStatusCode> ChooseAsync(TestHost host, string ticket, string password)
        {
            using var browser = new ScriptlessBrowser(host.Address);
            var page = await browser.GetAsync("/invitation?ticket=" + ticket);
            return (await browser.SubmitAsync(page, ("password", password), ("password_again", password))).Status;
        }
    }

    [Fact]
    public async Task An_invitation_survives_a_failed_write_of_the_password()
    {
        var host = await StartAsync(_tables);
        await host.Server.NewUserAsync("invited");
        var ticket = await InviteAsync(host, "invited");
        var other = await StartAsync(TableNames.Users, 1);
        using var browser = new ScriptlessBrowser(other.Address);
        var page = await browser.GetAsync("/invitation?ticket=" + ticket);

        Assert.Equal(
            HttpStatusCode.ServiceUnavailable, (await browser.SubmitAsync(page, ("password", "a new password"), ("password_again", "a new password"))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync(page, ("password", "a new password"), ("password_again", "a new password"))).Status);
    }

    [Fact]
    public async Task An_initial_access_token_survives_a_failed_registration_and_registers_one_client()
    {
        var host = await StartAsync(_tables);
        var usual = host.Services.GetRequiredService<TollgateSettings>().UsualWorkspace("closed");
        var workspace = usual with { Registration = RegistrationPolicy.InitialAccessToken };
        await host.Services.GetRequiredService<WorkspaceTable>().AddAsync(workspace, default);
        var (expiresAt, randomness) = (Clock.GetUtcNow().AddHours(1), new Randomness());
        var token = Handle.New(ExpiringId.New(expiresAt, randomness), randomness);
        await host.Services.GetRequiredService<RegistrationTokenTable>().AddAsync("closed", token, expiresAt, default);
        var noClient = await StartAsync(TableNames.Clients, 1);
        var noMark = await StartAsync(TableNames.RegistrationTokens, 1);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RegisterAsync(noClient, token));
        Assert.Equal(HttpStatusCode.Created, await RegisterAsync(noMark, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await RegisterAsync(noMark, token));
        Assert.Equal(HttpStatusCode.Unauthorized, await RegisterAsync(host, token));
    }

    [Fact]
    public async Task A_sign_in_of_an_incomplete_user_does_not_loop()
    {
        var host = await StartAsync(_tables);
        var users = host.Services.GetRequiredService<UserTable>();
        var hash = (await users.FindLoginAsync(Workspace.DefaultName, "alice", default))!.PasswordHash;
        await Record.ExceptionAsync(() => new UserTable(new InterruptedTables(_tables) { FailsAt = 2 })
            .AddAsync(Workspace.DefaultName, new User("half", "half"), hash, default));
        Assert.NotNull(await users.FindLoginAsync(Workspace.DefaultName, "half", default));
        using var browser = new ScriptlessBrowser(host.Address);
        var client = host.Client;

        var answer = await browser.SubmitAsync(await browser.GetAsync(Requests.Authorize()), ("username", "half"), ("password", ScriptlessBrowser.Password));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.DoesNotContain("tollgate-session", browser.Cookies.Keys);
        Assert.Equal("invalid_grant", await client.TokenErrorAsync("grant_type=password&username=half&password=wonderland", Requests.Legacy));
    }

    /// <summary>Starts a server on which one write to a table fails. The number counts the writes to the table after the server has started.</summary>
    private async Task<TestHost> StartAsync(string table, int number)
    {
        var tables = new InterruptedTables(_tables) { IsOnce = true, Matches = name => name == table };
        var host = await StartAsync(tables);
        tables.FailsAt = number;
        return host;
    }

    private async Task<TestHost> StartAsync(TableServiceClient tables)
    {
        var host = await TestHost.StartAsync(
            options => (options with { Keys = _keys.Path, LogLevel = LogLevel.Warning }).Set("Issuer", "http://127.0.0.1:7071"),
            services => services.AddSingleton<TimeProvider>(Clock).AddSingleton(tables).AddSingleton<ILoggerProvider>(_log));
        _hosts.Add(host);
        return host;
    }

    private static async Task<string> InviteAsync(TestHost host, string username)
    {
        var (expiresAt, randomness) = (Clock.GetUtcNow().AddHours(1), new Randomness());
        var ticket = Handle.New(ExpiringId.New(expiresAt, randomness), randomness);
        var login = (await host.Services.GetRequiredService<UserTable>().FindLoginAsync(Workspace.DefaultName, username, default))!;
        await host.Services.GetRequiredService<InvitationTable>()
            .AddAsync(Workspace.DefaultName, ticket, new Invitation(login.Subject, username, expiresAt), default);
        return ticket.Text;
    }

    private static async Task<HttpStatusCode> RegisterAsync(TestHost host, Handle token)
    {
        using var client = host.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token.Text);
        using var response = await client.PostAsync(
            "/closed/oauth2/register",
            new StringContent("""{"redirect_uris":["https://app.example/callback"]}""", System.Text.Encoding.UTF8, "application/json"));
        return response.StatusCode;
    }
}
