namespace Tollgate.Domain.SignIn;

/// <summary>An attempt to sign in: the username, the network and the browser.</summary>
/// <param name="Address">The network that the attempt comes from: an IPv4 address, or the /64 of an IPv6 address.</param>
/// <param name="Browser">The value of the browser's cookie. Null when the browser has no cookie.</param>
/// <param name="IsKnownBrowser">Whether the user has signed in with this browser before.</param>
public sealed record SignInAttempt(string Username, string Address, string? Browser, bool IsKnownBrowser);
