using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Grants;

/// <summary>
/// The chain of refresh tokens of a grant. A successor is derived from its predecessor and a seed in the row, so that a retry
/// within the grace window gets the same token that the lost answer held. Neither a token alone nor the row alone yields a
/// successor.
/// </summary>
public sealed record RefreshState
{
    /// <summary>
    /// The maximum number of rotated tokens that the row keeps. The retries of a client cause fewer rotations within one grace window.
    /// </summary>
    public const int MaximumRetired = 8;

    /// <summary>The number of rotations after which the server no longer tells a used token from a forged token. Each step costs one HMAC.</summary>
    public const int MaximumAncestry = 1000;

    public required byte[] Seed { get; init; }

    /// <summary>SHA-256 of the current token. No other token is valid outside the grace window.</summary>
    public required byte[] CurrentHash { get; init; }

    /// <summary>The number of rotations of the chain so far.</summary>
    public int Generation { get; init; }

    /// <summary>
    /// The generation of the first token that the grant's key binds. Earlier tokens of the chain went out without a proof. Only for a grant that
    /// is bound.
    /// </summary>
    public int BoundSince { get; init; }

    /// <summary>Recently rotated tokens, newest last.</summary>
    public IReadOnlyList<RetiredRefreshToken> Retired { get; init; } = [];

    /// <summary>The end of the sliding lifetime.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public static (RefreshState State, Handle Token) Start(string grantId, DateTimeOffset expiresAt, Randomness randomness)
    {
        var token = Handle.New(grantId, randomness);
        var seed = new byte[32];
        randomness.Fill(seed);
        return (new RefreshState { Seed = seed, CurrentHash = token.Hash(), ExpiresAt = expiresAt }, token);
    }

    public bool IsCurrent(Handle token) => token.Matches(CurrentHash);

    /// <summary>Whether this token is the direct predecessor of the current token.</summary>
    public bool IsLastRetired(Handle token) => Retired.Count > 0 && token.Matches(Retired[^1].Hash);

    public (RefreshState State, Handle Token) Rotate(Handle current, DateTimeOffset now, TimeSpan grace, DateTimeOffset expiresAt)
    {
        var successor = Successor(current);
        var retired = Retired.SkipWhile(each => now >= each.RetiredAt + grace).TakeLast(MaximumRetired - 1);
        return (this with
        {
            CurrentHash = successor.Hash(),
            Generation = Generation + 1,
            Retired = [.. retired, new RetiredRefreshToken(CurrentHash, now)],
            ExpiresAt = expiresAt,
        }, successor);
    }

    /// <summary>
    /// The current token, in exchange for a token that was rotated within the grace window. Null for any other token. The current token
    /// is derived step by step, so that the chain never forks, however many instances answer.
    /// </summary>
    public Handle? CurrentFor(Handle retired, DateTimeOffset now, TimeSpan grace)
    {
        var steps = 0;
        for (var i = 0; i < Retired.Count && steps == 0; i++)
            if (retired.Matches(Retired[i].Hash) && now < Retired[i].RetiredAt + grace)
                steps = Retired.Count - i;
        if (steps == 0)
            return null;
        var token = retired;
        while (steps-- > 0)
            token = Successor(token);
        return IsCurrent(token) ? token : null;
    }

    /// <summary>
    /// Whether the token was once current. A forged token was never current. Knowing the id of a grant must not be enough to revoke the
    /// grant.
    /// </summary>
    public bool IsAncestor(Handle token) => RotationsSince(token) is not null;

    /// <summary>Whether the token went out before the chain was bound to a key.</summary>
    public bool IsOlderThanBinding(Handle token) => BoundSince > 0 && RotationsSince(token) is { } steps && Generation - steps < BoundSince;

    private int? RotationsSince(Handle token)
    {
        for (var steps = 1; steps <= Math.Min(Generation, MaximumAncestry); steps++)
            if (IsCurrent(token = Successor(token)))
                return steps;
        return null;
    }

    private Handle Successor(Handle token) =>
        Handle.Of(token.Id, Base64Url.EncodeToString(HMACSHA256.HashData(Seed, Encoding.UTF8.GetBytes(token.Text))));
}

/// <summary>A refresh token that has been rotated away, as its SHA-256.</summary>
public sealed record RetiredRefreshToken(byte[] Hash, DateTimeOffset RetiredAt);
