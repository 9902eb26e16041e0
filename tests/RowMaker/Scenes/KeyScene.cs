using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;
using static Tollgate.RowMaker.Scenes.WorkspaceScene;

namespace Tollgate.RowMaker.Scenes;

/// <summary>
/// An operator revokes a key of a workspace with its own keys and rotates others. The vault's key gets a new version. The rows of the
/// shared keys do not change.
/// </summary>
internal static class KeyScene
{
    private const string Client = "keyed-service-rsa";

    public static async Task RunAsync(Stage stage)
    {
        var secret = stage.Clear.SecretOf(Client, Keyed);
        var lost = await Tokens.OfClientAsync(stage.Wrapped, Client, secret, Keyed);
        stage.Clear.Token("wrapped-by-revoked-key", ClearToken.AccessToken, lost, ClearState.Revoked, Client, WrappedScene.Mode, Keyed);
        await stage.Operator.RunAsync("key", "revoke", "--workspace", Keyed, "--yes", "--", await KeyIdAsync(stage, "RS256"));
        // An instance keeps its list of keys for minutes. A new instance reads the list at once.
        await stage.StartWrappedAsync();
        var token = await Tokens.OfClientAsync(stage.Wrapped, Client, secret, Keyed);
        stage.Clear.Token("wrapped-by-next-key", ClearToken.AccessToken, token, clientId: Client, keys: WrappedScene.Mode, workspace: Keyed);

        stage.Vault.Rotate();
        await stage.Operator.RunAsync("key", "rotate", "--workspace", Keyed);
        await stage.StartWrappedAsync();
        (await stage.Wrapped.Client.GetAsync($"/{Keyed}/.well-known/jwks.json")).Dispose();
        await WaitAsync(stage, keys: 5);
        // No instance reads this request before the rows are stored, so an instance that a test starts on the rows has to make these keys.
        await stage.Operator.RunAsync("key", "rotate", "--workspace", Varied);
    }

    private static async Task<string> KeyIdAsync(Stage stage, string algorithm) =>
        (await stage.Operator.JsonAsync("key", "list", "--workspace", Keyed)).EnumerateArray().Single(key => key.Text("algorithm") == algorithm).Text("kid")!;

    /// <summary>Waits for the next keys, which the instance makes in the background.</summary>
    private static async Task WaitAsync(Stage stage, int keys)
    {
        while ((await stage.Operator.JsonAsync("key", "list", "--workspace", Keyed)).GetArrayLength() < keys)
            await Task.Delay(TimeSpan.FromMilliseconds(50));
    }
}
