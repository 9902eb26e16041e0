using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.OneTime;

/// <summary>
/// An id that may be used once, such as the jti of an assertion. A request collects its uses. They are written after its tokens are
/// signed, just before the answer.
/// </summary>
/// <param name="Kind">One of <see cref="OneTimeKinds"/>. Ids of different kinds are independent.</param>
/// <param name="Id">Unique within the workspace and the kind. It may have any length, because only its hash is stored.</param>
/// <param name="Until">From this time on, a request with the id is refused for another reason.</param>
/// <param name="Attempt">A random id of the request. It tells a repeated insert from the use of another request.</param>
public sealed record OneTimeUse(string Kind, string Id, DateTimeOffset Until, string Attempt)
{
    /// <summary>The answer to a request whose id was used before.</summary>
    public required OAuthError Refusal { get; init; }
}

/// <summary>The kinds of ids that may be used once.</summary>
public static class OneTimeKinds
{
    /// <summary>The jti of an assertion as a grant (RFC 7523 §3).</summary>
    public const string Assertion = "assertion";

    /// <summary>The jti of a DPoP proof at the token endpoint (RFC 9449 §11.1).</summary>
    public const string DpopProof = "dpop";

    /// <summary>The jti of an assertion that authenticates a client (RFC 7523 §3). The id begins with the client.</summary>
    public const string ClientAssertion = "client assertion";
}

/// <summary>The request that used an id first.</summary>
public enum OneTimeOutcome
{
    /// <summary>This request.</summary>
    First,

    /// <summary>An earlier request of this instance, whose write seemed to fail. No client got its answer, so this request counts instead.</summary>
    Own,

    /// <summary>Another request.</summary>
    Used,
}

/// <summary>Records which ids have been used. One conditional write decides, on any number of instances.</summary>
public interface IOneTimeUses
{
    ValueTask<OneTimeOutcome> TryUseAsync(Workspace workspace, OneTimeUse use, CancellationToken cancellationToken);

    /// <summary>The refusal of the first id that was used before. Null when this request is the first to use each of them.</summary>
    async ValueTask<OAuthError?> RefusalAsync(Workspace workspace, IReadOnlyList<OneTimeUse> uses, CancellationToken cancellationToken)
    {
        for (var i = 0; i < uses.Count; i++)
            if (await TryUseAsync(workspace, uses[i], cancellationToken) == OneTimeOutcome.Used)
                return uses[i].Refusal;
        return null;
    }
}
