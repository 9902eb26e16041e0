namespace Tollgate.Cost;

/// <summary>The costs of one step of a grant on a warm instance, and the test that checks them.</summary>
/// <param name="IdTokens">The number of signatures that are for ID tokens. New clients get ID tokens with RS256.</param>
internal sealed record Step(string Name, int Requests, int Tables, int Signatures, string Test, int IdTokens = 0);
