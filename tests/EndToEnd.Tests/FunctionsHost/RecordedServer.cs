namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>A running server that the recorded calls can be sent to: with the demo's data, and the scene of <see cref="RecordedScene"/>.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Issuer">Where clients reach it: the setting.</param>
/// <param name="AcmeCredentials">Of <c>demo-service</c> in acme, as Basic wants them.</param>
public sealed record RecordedServer(Uri Address, Uri Issuer, string AcmeCredentials);
