namespace Tollgate.Domain.Keys;

/// <summary>A key was superseded or revoked between the choice of it and the signature. The current key is another by now.</summary>
public sealed class SigningKeyClosedException() : Exception("The signing key was closed while it was to be used.");
