using System.Text.Json;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.RowMaker.Scenes;

/// <summary>Devices in each state: they wait for a decision, a user has allowed or denied them, or they have tokens.</summary>
internal static class DeviceScene
{
    private const string Client = "demo-device";

    public static async Task RunAsync(Stage stage)
    {
        using var browser = stage.Local.Browser();
        await browser.SignInAsync(await browser.GetAsync("/device"), "alice");
        await browser.SubmitAsync(await browser.GetAsync("/device"), ("user_code", "BCDF-GHJK"));
        var pending = await BeginAsync(stage, "pending", ClearState.Pending);
        Assert.Equal("authorization_pending", await stage.Local.Client.TokenErrorAsync(Poll(pending)));
        await BeginAsync(stage, "pending-to-be-denied", ClearState.Pending);
        await DecideAsync(browser, await BeginAsync(stage, "approved", ClearState.Approved), "allow");
        await DecideAsync(browser, await BeginAsync(stage, "denied", ClearState.Denied), "deny");
        var connected = await BeginAsync(stage, "connected", ClearState.Used);
        await DecideAsync(browser, connected, "allow");
        var tokens = await stage.Local.Client.TokensAsync(Poll(connected));
        stage.Clear.Token("refresh-of-device", ClearToken.RefreshToken, tokens.Text("refresh_token"), clientId: Client);
        stage.Clear.Token("access-of-device", ClearToken.AccessToken, tokens.Text("access_token"), clientId: Client, keys: "local");
    }

    private static async Task<JsonElement> BeginAsync(Stage stage, string name, string state)
    {
        var begun = await stage.Local.Client.TokensAsync($"client_id={Client}&scope=openid offline_access", path: "/device-authorization");
        stage.Clear.Token("device-" + name, ClearToken.DeviceCode, begun.Text("device_code"), state, Client);
        stage.Clear.Token("user-code-" + name, ClearToken.UserCode, begun.Text("user_code"), state, Client);
        return begun;
    }

    private static async Task DecideAsync(ScriptlessBrowser browser, JsonElement begun, string decision) =>
        await browser.SubmitAsync(await browser.GetAsync("/device?user_code=" + begun.Text("user_code")), ("decision", decision));

    private static string Poll(JsonElement begun) =>
        Requests.Encode(("grant_type", GrantTypes.DeviceCode), ("client_id", Client), ("device_code", begun.Text("device_code")));
}
