namespace Tollgate.Cost;

/// <summary>The costs of one step of a grant on a warm instance, and the test that checks them.</summary>
internal sealed record Step(string Name, int Requests, int Tables, int Signatures, string Test);
