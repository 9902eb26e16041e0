using System.Text.Json;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary>Users as the commands print them.</summary>
internal sealed class UserPrintout(StoreRun run, string workspace)
{
    public void Json(User user, string? password) =>
        run.Output.WriteLine(JsonSerializer.Serialize(UserDocument.Of(user, workspace, password), OperatorJson.Default.UserDocument));

    public void Json(User user, string invitation, DateTimeOffset expiresAt) => run.Output.WriteLine(JsonSerializer.Serialize(
        UserDocument.Of(user, workspace) with { Invitation = invitation, InvitationExpiresAt = expiresAt }, OperatorJson.Default.UserDocument));

    public void Json(IEnumerable<User> users) => run.Output.WriteLine(JsonSerializer.Serialize(
        [.. users.Select(user => UserDocument.Of(user, workspace))], OperatorJson.Default.UserDocumentArray));

    /// <summary>Shows the password only if the command generated it, because the operator does not know such a password yet.</summary>
    public void Login(string headline, User user, string? password)
    {
        Write(headline, "", $"  username  {PlainText.Printable(user.Username)}", $"  subject   {user.Subject}");
        if (user.IsOperator)
            Write("  operator  yes");
        if (password is not null)
        {
            Write(
                $"  password  {password}",
                "",
                "The password is shown only now and stored nowhere, so hand it over. A lost password can only be replaced (user set-password).");
        }
    }

    public void Invited(string headline, User user, string invitation, DateTimeOffset expiresAt)
    {
        Login(headline, user, null);
        Write(
            $"  link      {invitation}",
            $"  until     {PlainText.Time(expiresAt)}",
            "",
            "The first person who opens the link chooses the password. The link is shown only now and stored nowhere: "
            + "hand it over so that nobody else reads it.");
    }

    public void Changed(User user)
    {
        Write("User changed.", "");
        Details(user);
        Write("", Delay);
    }

    public void Details(User user) => Write(
        Line("username", user.Username),
        Line("subject", user.Subject),
        Line("workspace", workspace),
        Line("state", State(user)),
        Line("name", user.Name),
        Line("given name", user.GivenName),
        Line("family name", user.FamilyName),
        Line("phone", user.PhoneNumber is null ? null : $"{user.PhoneNumber} ({(user.IsPhoneNumberVerified ? "verified" : "not verified")})"),
        Line("email", user.Email is null ? null : $"{user.Email} ({(user.IsEmailVerified ? "verified" : "not verified")})"),
        Line("operator", user.IsOperator ? "yes" : "no"),
        Line("updated", PlainText.Time(user.UpdatedAt)),
        Line("signed out", user.SignedOutBefore is { } time ? $"everywhere, before {PlainText.Time(time)}" : "never everywhere"));

    public void Open(int sessions, int grants) => Write(
        Line("sessions", $"{sessions} (\"session list\" shows them)"),
        Line("grants", $"{grants} with refresh tokens (\"consent list\" shows them)"));

    public void Enabled() => Write("Sessions and grants of before stay ended: the user signs in again.", Delay);

    /// <summary>Says which sessions and tokens end with a new password, a sign-out, a disabling or a removal, and which access tokens stay valid.</summary>
    public void Ended() => Write(
        $"Sessions and refresh tokens of this user end within {OperatorStores.NoticedWithin.TotalSeconds} seconds. "
        + "So do access tokens at this server's endpoints. "
        + "Resource servers that only verify signatures accept them until they expire.");

    /// <summary>Tells which rows still name a removed user, and until when.</summary>
    public void Left(Workspace settings)
    {
        var (sessions, grants) =
            (run.Now + settings.SessionLifetime, run.Now + settings.RefreshTokenAbsoluteLifetime + settings.CodeLifetime + settings.AccessTokenLifetime);
        Write(
            "Some rows still name the user. They have no effect and are swept when they expire: "
            + $"sessions (username and subject) by {PlainText.Time(sessions)}, "
            + $"grants (subject) by {PlainText.Time(grants)}, invitations (username and subject) within 30 days. "
            + "Audit records stay for good: those of changes of the user (subject), and those of what the user did as an operator (username).");
    }

    public static TableOptions NewTable() => new("USERNAME", "NAME", "EMAIL", "VERIFIED", "OPERATOR", "STATE", "SUBJECT", "UPDATED");

    public void Table(IReadOnlyList<User> users, TableOptions table) =>
        table.Write(run, users.Select(Row), $"The workspace {workspace} has no users.");

    private static string Delay => $"A running server may take up to {OperatorStores.NoticedWithin.TotalSeconds} seconds to notice.";

    private static string Line(string label, string? value) => $"  {label,-11}  {PlainText.Printable(value ?? "none")}";

    private static string State(User user) => user.IsDisabled ? "disabled" : "enabled";

    private static string[] Row(User user) =>
    [
        PlainText.Printable(user.Username), PlainText.Printable(user.Name ?? ""), PlainText.Printable(user.Email ?? ""),
        (user.Email, user.IsEmailVerified) switch { (null, _) => "", (_, true) => "yes", _ => "no" }, user.IsOperator ? "yes" : "",
        State(user), user.Subject, PlainText.Time(user.UpdatedAt),
    ];

    private void Write(params IEnumerable<string> lines)
    {
        foreach (var line in lines)
            run.Output.WriteLine(line);
    }
}
