namespace Tollgate.Domain.Keys;

/// <summary>The key was superseded or revoked after it was chosen and before it signed. Another key is the current one by now.</summary>
public sealed class SigningKeyClosedException() : Exception("The signing key was closed before it signed.");
