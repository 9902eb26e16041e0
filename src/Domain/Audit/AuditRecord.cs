namespace Tollgate.Domain.Audit;

/// <summary>Who did what to an application, and when. Written together with the change, and never changed.</summary>
/// <param name="Who">A username, or where the change came from.</param>
/// <param name="Change">One of <see cref="Changes"/>.</param>
/// <param name="Detail">What it was changed to; no secret.</param>
public sealed record AuditRecord(DateTimeOffset At, string Who, string ClientId, string Change, string? Detail = null)
{
    /// <summary>For changes without a user at a page.</summary>
    public const string Applicant = "(applicant)";

    public const string CommandLine = "(command line)";

    public const string Registration = "(registration)";
}
