namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>An authorization request, and the values that the client needs to redeem the code.</summary>
internal sealed record AskedCode(string Url, string State, string Verifier, string RedirectUri);
