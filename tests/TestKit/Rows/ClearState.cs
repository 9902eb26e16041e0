namespace Tollgate.TestKit.Rows;

/// <summary>How things stood when the rows were written.</summary>
public static class ClearState
{
    /// <summary>Good.</summary>
    public const string Live = "live";

    /// <summary>Nobody has decided.</summary>
    public const string Pending = "pending";

    /// <summary>Allowed, and not fetched.</summary>
    public const string Approved = "approved";

    /// <summary>Not allowed.</summary>
    public const string Denied = "denied";

    /// <summary>Good once, and that was it.</summary>
    public const string Used = "used";

    /// <summary>Good, had it not lived so short.</summary>
    public const string Expired = "expired";

    /// <summary>A refresh token that has had a successor for longer than the grace.</summary>
    public const string Rotated = "rotated";

    /// <summary>Its client, or a breach, has ended it.</summary>
    public const string Revoked = "revoked";

    /// <summary>It went with the session or the user that it came of.</summary>
    public const string Ended = "ended";

    /// <summary>It is of a client that is disabled.</summary>
    public const string Disabled = "disabled";
}
