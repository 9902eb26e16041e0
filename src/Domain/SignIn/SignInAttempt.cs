namespace Tollgate.Domain.SignIn;

/// <summary>Who tries to sign in as whom, from where.</summary>
/// <param name="Address">The client's network: IPv4 address, or IPv6 /64.</param>
/// <param name="Browser">The browser's own cookie, where it has one.</param>
/// <param name="IsKnownBrowser">The user has signed in with this browser before.</param>
public sealed record SignInAttempt(string Username, string Address, string? Browser, bool IsKnownBrowser);
