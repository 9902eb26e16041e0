using System.Net;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>Users, sessions and consents of earlier versions.</summary>
public sealed class StoredUserTests(StoredHosts hosts) : IClassFixture<StoredHosts>
{
    private const string Scope = "openid profile email offline_access";

    public static TheoryData<string> Folders => StoredHosts.Folders;

    public static TheoryData<string, string> FoldersAndModes => StoredHosts.FoldersAndModes;

    [Theory]
    [MemberData(nameof(FoldersAndModes))]
    public async Task All_users_sign_in_with_their_passwords(string folder, string mode)
    {
        var host = await hosts.GetAsync(folder, mode);
        foreach (var (workspace, username, password) in host.Clear.Passwords)
        {
            using var browser = host.Browser();
            var page = await browser.GetAsync(StoredHost.PrefixOf(workspace) + "/device");
            Assert.True(page.HasField("password"), page.Body);
            Assert.False((await browser.SignInAsync(page, username, password + "x")).HasField("user_code"), username);
            Assert.True((await browser.SignInAsync(page, username, password)).HasField("user_code"), username);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_password_grant_takes_their_passwords(string folder)
    {
        var host = await hosts.GetAsync(folder);
        foreach (var user in host.Clear.Passwords.Where(user => user.Workspace == "default"))
        {
            var body = Requests.Encode(("grant_type", "password"), ("username", user.Username), ("password", user.Password), ("scope", "openid"));
            Assert.NotNull((await host.Client.TokensAsync(body, Requests.Legacy)).Text("access_token"));
        }
    }

    /// <summary>A session has ended if its user signed out, got a new password, was signed out by an operator, or was removed.</summary>
    [Theory]
    [MemberData(nameof(FoldersAndModes))]
    public async Task Valid_sessions_stay_valid_and_ended_sessions_stay_ended(string folder, string mode)
    {
        var host = await hosts.GetAsync(folder, mode);
        foreach (var stored in host.Clear.Browsers)
        {
            using var browser = host.Browser(stored.Name);
            var page = await browser.GetAsync(StoredHost.PrefixOf(stored.Workspace) + "/device");
            Assert.True(page.HasField("password") == (stored.State is ClearState.Ended or ClearState.Pending), $"{stored.Name}: {page.Body}");
        }

        AssertBoth(host.Clear.Browsers.Select(browser => browser.State));
    }

    [Theory]
    [MemberData(nameof(FoldersAndModes))]
    public async Task The_server_asks_only_for_scopes_that_the_user_has_not_allowed(string folder, string mode)
    {
        var host = await hosts.GetAsync(folder, mode);
        using var alice = host.Browser("alice");
        using var bob = host.Browser("bob");

        var allowed = await alice.GetAsync(Requests.Authorize(("prompt", "none"), ("scope", Scope)));
        var less = await bob.GetAsync(Requests.Authorize(("prompt", "none"), ("scope", "openid")));
        var more = await bob.GetAsync(Requests.Authorize(("prompt", "none"), ("scope", Scope)));

        Assert.NotNull(allowed.Code);
        Assert.NotNull(less.Code);
        Assert.Equal("consent_required", more.Error);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task An_ID_token_of_an_earlier_version_still_names_its_user_as_a_hint(string folder)
    {
        var host = await hosts.GetAsync(folder);
        var hint = host.Clear.Token("id-of-user").Text;
        using var alice = host.Browser("alice");
        using var bob = host.Browser("bob");

        Assert.NotNull((await alice.GetAsync(Requests.Authorize(("prompt", "none"), ("id_token_hint", hint)))).Code);
        Assert.Equal("login_required", (await bob.GetAsync(Requests.Authorize(("prompt", "none"), ("scope", "openid"), ("id_token_hint", hint)))).Error);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task An_unused_invitation_works_once_and_a_used_invitation_does_not(string folder)
    {
        var host = await hosts.GetAsync(folder);
        using var browser = host.Browser();
        var address = "/invitation?ticket=" + host.Clear.Token("invitation-open").Text;
        var page = await browser.GetAsync(address);

        var chosen = await browser.SubmitAsync(page, ("password", "chosen by ivan"), ("password_again", "chosen by ivan"));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (chosen.Status, chosen.Location));
        Assert.False((await browser.GetAsync("/device")).HasField("password"));
        Assert.False((await browser.GetAsync(address)).HasField("password"));
        Assert.False((await browser.GetAsync("/invitation?ticket=" + host.Clear.Token("invitation-taken").Text)).HasField("password"));
    }

    private static void AssertBoth(IEnumerable<string> states) =>
        Assert.Equal([ClearState.Ended, ClearState.Live], states.Where(state => state != ClearState.Pending).Distinct().Order());
}
