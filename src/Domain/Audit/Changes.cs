namespace Tollgate.Domain.Audit;

/// <summary>The names of changes in audit records. The keys of the pages' texts contain the names of the changes of an application.</summary>
public static class Changes
{
    public const string Requested = "requested";
    public const string Approved = "approved";
    public const string Declined = "declined";
    public const string Collected = "collected";
    public const string Created = "created";
    public const string Edited = "edited";
    public const string Disabled = "disabled";
    public const string Enabled = "enabled";
    public const string SecretRotated = "secret_rotated";
    public const string SecretsEnded = "secrets_ended";
    public const string Removed = "removed";
    public const string Registered = "registered";
    public const string SelfManagementEnded = "self_management_ended";

    // The changes of other targets than applications. Some changes above also apply to them.
    public const string Invited = "invited";
    public const string PasswordSet = "password_set";
    public const string SignedOut = "signed_out";
    public const string SessionEnded = "session_ended";
    public const string ConsentEnded = "consent_ended";
    public const string RotationRequested = "rotation_requested";
    public const string Revoked = "revoked";
    public const string Sealed = "sealed";
    public const string Mended = "mended";

    /// <summary>The changes of an application.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Requested, Approved, Declined, Collected, Created, Edited, Disabled, Enabled, SecretRotated, SecretsEnded, Removed, Registered, SelfManagementEnded,
    ];
}
