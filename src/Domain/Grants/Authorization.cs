using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Grants;

/// <summary>What a grant found to be authorized: who the tokens speak for and what they allow.</summary>
public sealed record Authorization(string Subject, ScopeSet Scope);
