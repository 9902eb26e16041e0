namespace Tollgate.SideBySide.Load;

/// <summary>How the next request depends on the last answer.</summary>
internal enum LoadKind
{
    /// <summary>Not at all: the same requests repeat.</summary>
    Repeat,

    /// <summary>Its refresh token goes into the next request of the family.</summary>
    Refresh,

    /// <summary>Each request redeems a code that was got before the clock started.</summary>
    Redeem,
}
