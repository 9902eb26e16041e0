namespace Tollgate.SideBySide.Load;

/// <summary>The JWTs of a workload in which each request has one of its own. The generator signs them before the clock starts.</summary>
/// <param name="KeyFile">The private key, as PEM.</param>
/// <param name="ClientId">The client of an assertion. Null for proofs.</param>
/// <param name="Target">The audience of an assertion, or the address that a proof is for.</param>
internal sealed record JwtPlan(string KeyFile, string? ClientId, string Target);
