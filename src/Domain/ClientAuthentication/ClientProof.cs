using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>Whether a method has proved the client of a request.</summary>
public readonly record struct ClientProof
{
    /// <summary>The credentials are wrong. The caller is not told why.</summary>
    public static readonly ClientProof Failed;

    public static readonly ClientProof Proved = ProvedWith([]);

    private ClientProof(IReadOnlyList<OneTimeUse>? uses, OAuthError? error)
    {
        Uses = uses;
        Error = error;
    }

    /// <summary>The ids that the credentials use up. Null when the client is not proved.</summary>
    public IReadOnlyList<OneTimeUse>? Uses { get; }

    /// <summary>An answer that says more than that the credentials are wrong.</summary>
    public OAuthError? Error { get; }

    public static ClientProof ProvedWith(IReadOnlyList<OneTimeUse> uses) => new(uses, null);

    public static ClientProof FailedWith(OAuthError error) => new(null, error);
}
