namespace Tollgate.Domain.Keys;

/// <summary>The key was superseded or revoked after it was chosen and before it signed. By now, another key is the current one.</summary>
public sealed class SigningKeyClosedException() : Exception("The signing key was closed before it signed.");
