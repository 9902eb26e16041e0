namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>How many of those who use something at once may gain by it.</summary>
public enum Winners
{
    /// <summary>It is spent.</summary>
    None,

    One,

    /// <summary>All, but all of them the same.</summary>
    AllAlike,
}
