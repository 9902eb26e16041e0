namespace Tollgate.TestKit.Rows;

/// <summary>The state of a value at the time when the rows were written.</summary>
public static class ClearState
{
    /// <summary>The value is valid.</summary>
    public const string Live = "live";

    /// <summary>The user has not decided yet.</summary>
    public const string Pending = "pending";

    /// <summary>The user has allowed the request, and the client has not fetched the result.</summary>
    public const string Approved = "approved";

    /// <summary>The user has denied the request.</summary>
    public const string Denied = "denied";

    /// <summary>The value was valid for one use and has been used.</summary>
    public const string Used = "used";

    /// <summary>The lifetime of the value is over.</summary>
    public const string Expired = "expired";

    /// <summary>The refresh token was replaced, and the grace is over.</summary>
    public const string Rotated = "rotated";

    /// <summary>The client, or the detection of a theft, has revoked the value.</summary>
    public const string Revoked = "revoked";

    /// <summary>The value ended together with its session or its user.</summary>
    public const string Ended = "ended";

    /// <summary>The client of the value is disabled.</summary>
    public const string Disabled = "disabled";
}
