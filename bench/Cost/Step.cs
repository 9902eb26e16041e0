namespace Tollgate.Cost;

/// <summary>What one step of a grant needs on a warm instance; the test that holds it there.</summary>
internal sealed record Step(string Name, int Requests, int Tables, int Signatures, string Test);
