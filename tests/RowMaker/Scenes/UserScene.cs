using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;
using static Tollgate.RowMaker.Scenes.WorkspaceScene;

namespace Tollgate.RowMaker.Scenes;

/// <summary>Users that an operator adds, and links with which users choose a password.</summary>
internal static class UserScene
{
    public const string BobsPassword = "bob has a password";

    /// <summary>A name with an upper-case letter, and with a character outside ASCII.</summary>
    public const string Zoe = "Zoë Washburne";

    public const string ZoesPassword = "zoë has a password";
    public const string VerasPassword = "vera has a password";

    public static async Task RunAsync(Stage stage)
    {
        stage.Clear.Password("alice", ScriptlessBrowser.Password);
        await stage.Operator.TypeAsync(
            BobsPassword, "user", "add", "bob", "--password-stdin", "--display-name", "Bob", "--given-name", "Bob", "--family-name", "Tail",
            "--email", "bob@example.com", "--email-verified");
        stage.Clear.Password("bob", BobsPassword);
        await AddAsync(stage, Zoe, ZoesPassword, Acme, "--display-name", "Zoë \U0001F680");
        await AddAsync(stage, "vera", VerasPassword, Varied);
        foreach (var name in EndingScene.Usernames)
            await stage.Operator.TypeAsync(EndingScene.OldPassword, "user", "add", name, "--password-stdin");
        await InviteAsync(stage, "ivan", "invitation-open");
        await InviteAsync(stage, "bob", "invitation-of-a-user");
    }

    /// <summary>Returns the ticket of the link.</summary>
    public static async Task<string> InviteAsync(Stage stage, string username, params string[] options)
    {
        var invited = await stage.Operator.JsonAsync(["user", "invite", username, .. options]);
        return invited.Text("invitation")!.Split("ticket=")[1];
    }

    private static async Task InviteAsync(Stage stage, string username, string name) =>
        stage.Clear.Token(name, ClearToken.Invitation, await InviteAsync(stage, username));

    private static async Task AddAsync(Stage stage, string username, string password, string workspace, params string[] options)
    {
        await stage.Operator.TypeAsync(password, ["user", "add", username, "--password-stdin", "--workspace", workspace, .. options]);
        stage.Clear.Password(username, password, workspace);
    }
}
