using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.RowMaker.Scenes;

/// <summary>Users whose sessions and grants end: by a new password, by an operator, or by the removal of the user.</summary>
internal static class EndingScene
{
    public const string OldPassword = "the old password";

    private const string NewPassword = "the new password";
    private const string Client = "demo-spa";

    public static readonly IReadOnlyList<string> Usernames = ["carol", "dave", "erin"];

    public static async Task RunAsync(Stage stage)
    {
        foreach (var username in Usernames)
            await SignInAsync(stage, username, ClearState.Ended, OldPassword, username + "-ended");
        await stage.Operator.TypeAsync(NewPassword, "user", "set-password", "carol", "--password-stdin");
        await stage.Operator.RunAsync("user", "sign-out", "dave");
        await stage.Operator.RunAsync("user", "remove", "erin", "--yes");
        stage.Clear.Password("carol", NewPassword);
        stage.Clear.Password("dave", OldPassword);
        await SignInAsync(stage, "carol", ClearState.Live, NewPassword, "carol");
    }

    private static async Task SignInAsync(Stage stage, string username, string state, string password, string name)
    {
        using var person = new Person(stage.Local, username, password);
        var tokens = await person.TokensAsync(Client, "openid offline_access");
        stage.Clear.Token("refresh-of-" + name, ClearToken.RefreshToken, tokens.Text("refresh_token"), state, Client);
        stage.Clear.Token("access-of-" + name, ClearToken.AccessToken, tokens.Text("access_token"), state, Client, "local");
        stage.Clear.Browser(name, username, person.Browser, state);
    }
}
