namespace Tollgate.SideBySide.Load;

/// <summary>How the next request depends on the last answer.</summary>
internal enum LoadKind
{
    /// <summary>The next request does not depend on the last answer.</summary>
    Repeat,

    /// <summary>The refresh token of the last answer goes into the next request of its family.</summary>
    Refresh,

    /// <summary>Each request redeems a code. The generator gets all codes before the clock starts.</summary>
    Redeem,

    /// <summary>Each request has a JWT of its own. The generator signs all JWTs before the clock starts.</summary>
    Sign,
}
