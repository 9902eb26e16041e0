namespace Tollgate.Domain.Grants;

/// <summary>How far a grant has come.</summary>
public enum GrantState
{
    /// <summary>A code is out and waits to be redeemed.</summary>
    CodeIssued,

    /// <summary>A device polls and nobody has decided.</summary>
    DevicePending,

    /// <summary>The user has said yes, and the device has not asked since.</summary>
    DeviceApproved,

    DeviceDenied,

    /// <summary>Tokens are out.</summary>
    Active,

    /// <summary>No grant, but the mark that something was used: an assertion.</summary>
    Spent,

    /// <summary>Nothing that came of the grant is good any more.</summary>
    Revoked,
}
