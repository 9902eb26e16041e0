namespace Tollgate.Domain.SignIn;

/// <summary>An attempt to sign in: the username, the network and the browser.</summary>
/// <param name="Address">The client's network: IPv4 address, or IPv6 /64.</param>
/// <param name="Browser">The value of the browser's cookie. Null when it has none.</param>
/// <param name="IsKnownBrowser">Whether the user has signed in with this browser before.</param>
public sealed record SignInAttempt(string Username, string Address, string? Browser, bool IsKnownBrowser);
