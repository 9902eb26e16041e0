namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>How many concurrent uses of an artefact may succeed.</summary>
public enum Winners
{
    /// <summary>The artefact is already used up, so no use succeeds.</summary>
    None,

    One,

    /// <summary>Every second use succeeds, and all of these have the same result.</summary>
    HalfAlike,

    /// <summary>All uses succeed, and all have the same result.</summary>
    AllAlike,
}
