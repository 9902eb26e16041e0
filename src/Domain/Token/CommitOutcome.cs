using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Token;

/// <summary>The result of the write that precedes an answer.</summary>
public readonly record struct CommitOutcome
{
    /// <summary>The write succeeded. The answer may be sent.</summary>
    public static readonly CommitOutcome Done;

    /// <summary>Another request wrote the row first. The grant runs once more with the current row.</summary>
    public static readonly CommitOutcome Overtaken = new() { IsOvertaken = true };

    public bool IsOvertaken { get; private init; }

    /// <summary>Null unless the commit was refused.</summary>
    public OAuthError? Error { get; private init; }

    public static CommitOutcome Refused(OAuthError error) => new() { Error = error };
}
