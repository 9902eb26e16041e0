using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Token;

/// <summary>What came of writing what an answer uses up.</summary>
public readonly record struct CommitOutcome
{
    /// <summary>It is written; the answer may go out.</summary>
    public static readonly CommitOutcome Done;

    /// <summary>Another request wrote the row first. The grant is asked once more, with the row as it is now.</summary>
    public static readonly CommitOutcome Overtaken = new() { IsOvertaken = true };

    public bool IsOvertaken { get; private init; }

    /// <summary>Null where nothing stands in the way.</summary>
    public OAuthError? Error { get; private init; }

    public static CommitOutcome Refused(OAuthError error) => new() { Error = error };
}
