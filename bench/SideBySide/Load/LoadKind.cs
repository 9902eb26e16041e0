namespace Tollgate.SideBySide.Load;

/// <summary>What follows from an answer for the next request.</summary>
internal enum LoadKind
{
    /// <summary>Nothing: the same requests again and again.</summary>
    Repeat,

    /// <summary>Its refresh token goes into the next request of the family.</summary>
    Refresh,

    /// <summary>Each request redeems a code that was got before the clock started.</summary>
    Redeem,
}
