namespace Tollgate.Domain.Protocol;

/// <summary>What a request wants done with what is at its address.</summary>
public enum RequestKind
{
    /// <summary>Show it; changes nothing.</summary>
    Reading,

    /// <summary>Take what is sent.</summary>
    Submission,

    /// <summary>Put what is sent in its place.</summary>
    Replacement,

    Removal,
}
