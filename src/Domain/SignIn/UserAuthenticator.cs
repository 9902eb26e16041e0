using Tollgate.Domain.Events;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.SignIn;

/// <summary>Verifies a username and password, throttled by earlier failures. An unknown user takes as long as a wrong password.</summary>
public sealed class UserAuthenticator(
    IUserStore users, IPasswordHasher passwords, SignInThrottle throttle, IBrowserStore browsers, IEvents events, TimeProvider time)
{
    public const int MaximumLength = Passwords.MaximumLength;

    private readonly Lazy<string> _nobody = new(() => passwords.Hash("nobody has this password"));

    public async ValueTask<AuthenticationOutcome> AuthenticateAsync(
        Workspace workspace, string username, string password, string network, string? browser, CancellationToken cancellationToken)
    {
        // The throttle gets the normalized name, so that another spelling does not start a new count. The store gets the name as typed,
        // because earlier versions stored some logins under another form of the name.
        var typed = username;
        username = Username.Normalize(username);
        if (username.Length is 0 or > MaximumLength || password.Length is 0 or > MaximumLength)
            return new AuthenticationOutcome(null, TimeSpan.Zero);
        var isKnown = browser is not null && await browsers.KnowsAsync(workspace, username, browser, cancellationToken);
        var attempt = new SignInAttempt(username, network, browser, isKnown);
        var counted = await throttle.BeginAsync(workspace, attempt, cancellationToken);
        if (counted.IsRefused)
        {
            events.Record(new SignInRefused(workspace.Name, Subject: null, SignInRefusal.TooManyAttempts));
            return new AuthenticationOutcome(null, counted.Wait);
        }

        // The clock is read before the row, so that a sign-in at the same time as a password change counts as earlier.
        var now = time.GetUtcNow();
        var login = await users.FindLoginAsync(workspace, typed, cancellationToken);
        var verdict = passwords.Verify(login?.PasswordHash ?? _nobody.Value, password);
        // A login without a profile belongs to a user who is being added or removed. No session of that user is valid.
        if (verdict == PasswordVerdict.Wrong || login is null
            || await users.FindAsync(workspace, login.Subject, cancellationToken) is null)
        {
            events.Record(new SignInRefused(workspace.Name, login?.Subject, SignInRefusal.WrongCredentials));
            return new AuthenticationOutcome(null, TimeSpan.Zero);
        }

        await counted.ForgiveAsync(cancellationToken);
        // Only this method knows the password, so only it can make a better hash.
        if (verdict == PasswordVerdict.RightButWeaklyHashed)
            await users.RenewPasswordHashAsync(workspace, typed, login.PasswordHash, passwords.Hash(password), cancellationToken);
        if (browser is not null && !isKnown)
            await browsers.AddAsync(workspace, username, browser, cancellationToken);
        return new AuthenticationOutcome(login.Subject, TimeSpan.Zero)
        {
            // The row already contains the last sign-out everywhere, so this sign-in is later than that sign-out. The clock that dated
            // the sign-out may be ahead of this instance's clock.
            Authentication = Authentication.ByPassword(login.SignedOutBefore > now ? login.SignedOutBefore.Value : now),
        };
    }
}

/// <summary>
/// The result of a sign-in. <paramref name="Subject"/> is null when it failed. <paramref name="Wait"/> is zero unless there were
/// too many attempts.
/// </summary>
public sealed record AuthenticationOutcome(string? Subject, TimeSpan Wait)
{
    /// <summary>How the user signed in. Null when the sign-in failed.</summary>
    public Authentication? Authentication { get; init; }
}
