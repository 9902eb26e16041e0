using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>The result of a client authentication method: the client is proved, or it is not.</summary>
public readonly record struct ClientProof
{
    /// <summary>The credentials are wrong. The answer does not say why.</summary>
    public static readonly ClientProof Failed;

    public static readonly ClientProof Proved = ProvedWith([]);

    private ClientProof(IReadOnlyList<OneTimeUse>? uses, OAuthError? error, string? reason)
    {
        Uses = uses;
        Error = error;
        Reason = reason;
    }

    /// <summary>The one-time ids that the credentials use up. Null when the client is not proved.</summary>
    public IReadOnlyList<OneTimeUse>? Uses { get; }

    /// <summary>The error for the client, if the answer may say more than that the credentials are wrong.</summary>
    public OAuthError? Error { get; }

    /// <summary>For the log only: what is wrong with the credentials.</summary>
    public string? Reason { get; }

    public static ClientProof ProvedWith(IReadOnlyList<OneTimeUse> uses) => new(uses, null, null);

    public static ClientProof FailedWith(OAuthError error) => new(null, error, null);

    public static ClientProof FailedBecause(string reason) => new(null, null, reason);
}
