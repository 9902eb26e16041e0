using System.CommandLine;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>The lifetimes of a workspace: one entry for each.</summary>
internal sealed class Lifetimes(bool isChange)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public IReadOnlyList<Lifetime> All { get; } =
    [
        // A day is the maximum, because an old key stays published for 25 hours after its last signature (KeySchedule.TokenLifetime).
        new(new("--access-token-lifetime", "access token", Minute, Day),
            "How long an access token is valid. Resource servers that only verify signatures notice a revocation no sooner.",
            w => w.AccessTokenLifetime, (w, time) => w with { AccessTokenLifetime = time }, isChange),
        new(new("--id-token-lifetime", "ID token", Minute, Day),
            "How long an ID token is valid.",
            w => w.IdTokenLifetime, (w, time) => w with { IdTokenLifetime = time }, isChange),
        // RFC 6749 section 4.1.2 recommends ten minutes as the maximum.
        new(new("--code-lifetime", "code", 10 * Second, 10 * Minute),
            "How long a client has to redeem an authorization code.",
            w => w.CodeLifetime, (w, time) => w with { CodeLifetime = time }, isChange),
        new(new("--device-code-lifetime", "device code", Minute, Hour),
            "How long a user has to allow a device.",
            w => w.DeviceCodeLifetime, (w, time) => w with { DeviceCodeLifetime = time }, isChange),
        new(new("--refresh-sliding", "refresh, unused", Minute, 366 * Day),
            "A refresh token expires if it is not used for this time.",
            w => w.RefreshTokenSlidingLifetime, (w, time) => w with { RefreshTokenSlidingLifetime = time }, isChange),
        new(new("--refresh-absolute", "refresh, in all", Minute, 366 * Day),
            "The user must sign in again after this time, even if the tokens were refreshed.",
            w => w.RefreshTokenAbsoluteLifetime, (w, time) => w with { RefreshTokenAbsoluteLifetime = time }, isChange),
        new(new("--refresh-grace", "refresh, grace", TimeSpan.Zero, 5 * Minute),
            "How long a rotated refresh token still gets its client the current one, in case an answer was lost.",
            w => w.RefreshTokenGrace, (w, time) => w with { RefreshTokenGrace = time }, isChange),
        new(new("--session-lifetime", "session", 5 * Minute, 30 * Day),
            "How long a browser stays signed in.",
            w => w.SessionLifetime, (w, time) => w with { SessionLifetime = time }, isChange),
    ];

    public IEnumerable<Option> Options => All.Select(lifetime => lifetime.Option);

    public Workspace Apply(ParseResult arguments, Workspace workspace) =>
        All.Aggregate(workspace, (changed, lifetime) => lifetime.Apply(arguments, changed));

    public static string? Mistake(Workspace workspace) => workspace.RefreshTokenSlidingLifetime > workspace.RefreshTokenAbsoluteLifetime
        ? $"The time without use (--refresh-sliding, {Duration.Text(workspace.RefreshTokenSlidingLifetime)}) cannot be longer than the whole "
            + $"lifetime of refresh tokens (--refresh-absolute, {Duration.Text(workspace.RefreshTokenAbsoluteLifetime)})."
        : null;
}
