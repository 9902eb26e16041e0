namespace Tollgate.Domain.Grants;

/// <summary>The state of a grant.</summary>
public enum GrantState
{
    /// <summary>A code was issued and waits to be redeemed.</summary>
    CodeIssued,

    /// <summary>A device polls, and the user has not decided.</summary>
    DevicePending,

    /// <summary>The user has allowed the grant, and the device has not polled since.</summary>
    DeviceApproved,

    DeviceDenied,

    /// <summary>Tokens were issued.</summary>
    Active,

    /// <summary>The row is not a grant. It marks an id as used (<see cref="OneTimeMarks"/>).</summary>
    Spent,

    /// <summary>No code or token of the grant is valid any more.</summary>
    Revoked,
}
