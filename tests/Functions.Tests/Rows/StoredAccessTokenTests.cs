using System.Net;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>Access tokens of earlier versions, signed with the keys of those versions.</summary>
public sealed class StoredAccessTokenTests(StoredHosts hosts) : IClassFixture<StoredHosts>
{
    public static TheoryData<string, string> FoldersAndModes => StoredHosts.FoldersAndModes;

    [Theory]
    [MemberData(nameof(FoldersAndModes))]
    public async Task A_valid_token_is_active_and_a_revoked_or_ended_token_is_not(string folder, string mode)
    {
        var host = await hosts.GetAsync(folder, mode);
        foreach (var token in Of(host, mode))
            Assert.Equal((token.Name, token.State == ClearState.Live ? "True" : "False"), (token.Name, (await host.IntrospectAsync(token)).Text("active")));

        Assert.Superset(new HashSet<string> { ClearState.Live, ClearState.Revoked }, Of(host, mode).Select(token => token.State).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(FoldersAndModes))]
    public async Task Userinfo_accepts_a_valid_token_and_refuses_an_ended_token(string folder, string mode)
    {
        var host = await hosts.GetAsync(folder, mode);
        var (live, dead) = mode == StoredHost.Local
            ? (new[] { "access-of-user", "access-without-refresh", "access-implicit", "access-by-password", "access-of-device", "access-of-carol" },
                new[] { "access-of-revoked", "access-of-carol-ended", "access-of-dave-ended", "access-of-erin-ended" })
            : (["wrapped-of-user"], ["wrapped-of-user-revoked"]);

        foreach (var name in live)
            Assert.Equal((name, HttpStatusCode.OK), (name, (await host.Client.UserInfoAsync(host.Clear.Token(name).Text)).Status));
        Assert.Contains("\"Alice Liddell\"", (await host.Client.UserInfoAsync(host.Clear.Token(live[0]).Text)).Body, StringComparison.Ordinal);
        foreach (var name in dead)
            Assert.Equal((name, HttpStatusCode.Unauthorized), (name, (await host.Client.UserInfoAsync(host.Clear.Token(name).Text)).Status));
    }

    private static List<ClearToken> Of(StoredHost host, string mode) =>
        [.. host.Clear.Tokens.Where(token => token.Kind == ClearToken.AccessToken && token.Keys == mode)];
}
