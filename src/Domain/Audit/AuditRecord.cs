namespace Tollgate.Domain.Audit;

/// <summary>Who did what to an application, and when. Written together with the change, and never changed.</summary>
/// <param name="Who">A username, or the origin of a change that no signed-in user made.</param>
/// <param name="Change">One of <see cref="Changes"/>.</param>
/// <param name="Detail">The new value, never a secret.</param>
public sealed record AuditRecord(DateTimeOffset At, string Who, string ClientId, string Change, string? Detail = null)
{
    /// <summary>Values of <see cref="Who"/> for changes that no signed-in user made.</summary>
    public const string Applicant = "(applicant)";

    public const string CommandLine = "(command line)";

    public const string Registration = "(registration)";

    /// <summary>The start of a server with demo data.</summary>
    public const string Demo = "(demo)";

    /// <summary>Whether an operator made the change, on a page or by a command. Otherwise an applicant, a client or the demo did.</summary>
    public bool IsByOperator => Who is not (Applicant or Registration or Demo);
}
