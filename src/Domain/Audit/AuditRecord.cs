namespace Tollgate.Domain.Audit;

/// <summary>
/// Says who changed an application, a user or a setting, what the change was, and when it was made. A record is written together with its
/// change or just before it. A record is never changed.
/// </summary>
/// <param name="Who">A username, or the origin of a change that no signed-in user made.</param>
/// <param name="Target">
/// The target of the change: the client_id of an application, the subject of a user, or the name of any other target. Records stay for
/// good, so they name a user by the subject only.
/// </param>
/// <param name="Change">One of <see cref="Changes"/>.</param>
/// <param name="Detail">Details of the change, such as the new value. Never a secret, and never a claim of a user.</param>
public sealed record AuditRecord(DateTimeOffset At, string Who, string Target, string Change, string? Detail = null)
{
    /// <summary>Values of <see cref="Who"/> for changes that no signed-in user made.</summary>
    public const string Applicant = "(applicant)";

    /// <summary>The operator command. The name of the operator follows if it is known.</summary>
    public const string CommandLine = "(command line)";

    public const string Registration = "(registration)";

    /// <summary>The start of a server with demo data.</summary>
    public const string Demo = "(demo)";

    public AuditKind Kind { get; init; }

    /// <summary>
    /// Whether an operator made the change, on a page or by a command. Any other change was made by an applicant, a client or the demo.
    /// </summary>
    public bool IsByOperator => Who is not (Applicant or Registration or Demo);

    /// <summary>The operator who gave the command. Null if the change was made in another way, or the operator is not known.</summary>
    public string? CommandedBy => Who.StartsWith(CommandLine + " ", StringComparison.Ordinal) ? Who[(CommandLine.Length + 1)..] : null;

    /// <summary>The value of <see cref="Who"/> for a command.</summary>
    /// <param name="name">Null if the operator is not known.</param>
    public static string ByCommandOf(string? name) => string.IsNullOrWhiteSpace(name) ? CommandLine : $"{CommandLine} {name}";
}

/// <summary>The kind of the target of a record. The names are part of stored rows.</summary>
public enum AuditKind
{
    Application,
    User,
    Workspace,
    Issuer,
    Key,
    RegistrationToken,

    /// <summary>The deployment itself, such as the rights of its app.</summary>
    Deployment,
}
