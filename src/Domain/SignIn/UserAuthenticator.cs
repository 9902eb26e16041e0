using Tollgate.Domain.Sessions;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.SignIn;

/// <summary>Checks a username and password, slowed down by the failures before; an unknown user takes as long as a wrong password.</summary>
public sealed class UserAuthenticator(
    IUserStore users, IPasswordHasher passwords, SignInThrottle throttle, IBrowserStore browsers, TimeProvider time)
{
    public const int MaximumLength = Passwords.MaximumLength;

    private readonly Lazy<string> _nobody = new(() => passwords.Hash("nobody has this password"));

    public async ValueTask<AuthenticationOutcome> AuthenticateAsync(
        Workspace workspace, string username, string password, string network, string? browser, CancellationToken cancellationToken)
    {
        // One name, one count: another spelling must not start a new one.
        username = Username.Normalize(username);
        if (username.Length is 0 or > MaximumLength || password.Length is 0 or > MaximumLength)
            return new AuthenticationOutcome(null, TimeSpan.Zero);
        var isKnown = browser is not null && await browsers.KnowsAsync(workspace, username, browser, cancellationToken);
        var attempt = new SignInAttempt(username, network, browser, isKnown);
        var counted = await throttle.BeginAsync(workspace, attempt, cancellationToken);
        if (counted.IsRefused)
            return new AuthenticationOutcome(null, counted.Wait);

        // Before the look: who got in by a password that is replaced meanwhile was in before it was replaced.
        var now = time.GetUtcNow();
        var login = await users.FindLoginAsync(workspace, username, cancellationToken);
        var verdict = passwords.Verify(login?.PasswordHash ?? _nobody.Value, password);
        // A login without a profile is half a user: one whose adding was interrupted, or whose removal has begun. No session would count.
        if (verdict == PasswordVerdict.Wrong || login is null
            || await users.FindAsync(workspace, login.Subject, cancellationToken) is null)
            return new AuthenticationOutcome(null, TimeSpan.Zero);

        await counted.ForgiveAsync(cancellationToken);
        // The one moment at which the password is known.
        if (verdict == PasswordVerdict.RightButWeaklyHashed)
            await users.RenewPasswordHashAsync(workspace, username, login.PasswordHash, passwords.Hash(password), cancellationToken);
        if (browser is not null && !isKnown)
            await browsers.AddAsync(workspace, username, browser, cancellationToken);
        return new AuthenticationOutcome(login.Subject, TimeSpan.Zero)
        {
            // The row says that this comes after the end of all sessions, whatever the clock of whoever ended them.
            Authentication = Authentication.ByPassword(login.SignedOutBefore > now ? login.SignedOutBefore.Value : now),
        };
    }
}

/// <summary>Whose password it was; nobody's where <paramref name="Subject"/> is null, perhaps because of too many tries before.</summary>
public sealed record AuthenticationOutcome(string? Subject, TimeSpan Wait)
{
    /// <summary>How the user signed in; null where nobody did.</summary>
    public Authentication? Authentication { get; init; }
}
