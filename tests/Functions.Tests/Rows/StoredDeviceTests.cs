using Tollgate.Domain.Protocol;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>Devices that got a code from an earlier version.</summary>
public sealed class StoredDeviceTests(StoredHosts hosts) : IClassFixture<StoredHosts>
{
    public static TheoryData<string> Folders => StoredHosts.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_waiting_device_learns_the_decision_of_its_user(string folder)
    {
        var host = await hosts.GetAsync(folder);
        Assert.Equal("authorization_pending", await PollAsync(host, "device-pending"));

        await DecideAsync(host, "user-code-pending", "allow");
        await DecideAsync(host, "user-code-pending-to-be-denied", "deny");

        Assert.Null(await PollAsync(host, "device-pending"));
        Assert.Equal("access_denied", await PollAsync(host, "device-pending-to-be-denied"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_device_learns_a_decision_that_was_made_before_the_update(string folder)
    {
        var host = await hosts.GetAsync(folder);

        Assert.Null(await PollAsync(host, "device-approved"));
        Assert.Equal("access_denied", await PollAsync(host, "device-denied"));
        Assert.Equal("invalid_grant", await PollAsync(host, "device-connected"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_user_code_that_was_decided_on_is_over(string folder)
    {
        var host = await hosts.GetAsync(folder);
        using var alice = host.Browser("alice");
        foreach (var code in host.Clear.Tokens.Where(token => token.Kind == ClearToken.UserCode && token.State != ClearState.Pending))
            Assert.False((await alice.GetAsync("/device?user_code=" + code.Text)).Body.Contains("value=\"allow\"", StringComparison.Ordinal), code.Name);
    }

    private static async Task DecideAsync(StoredHost host, string name, string decision)
    {
        using var alice = host.Browser("alice");
        await alice.SubmitAsync(await alice.GetAsync("/device?user_code=" + host.Clear.Token(name).Text), ("decision", decision));
    }

    private static Task<string?> PollAsync(StoredHost host, string name) => host.Client.TokenErrorAsync(Requests.Encode(
        ("grant_type", GrantTypes.DeviceCode), ("client_id", "demo-device"), ("device_code", host.Clear.Token(name).Text)));
}
