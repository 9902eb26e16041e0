namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>A running server for the recorded calls. It has the data of the demo and of <see cref="RecordedScene"/>.</summary>
/// <param name="Address">The address at which the server listens.</param>
/// <param name="Issuer">The issuer of the server's settings, which is the address for clients.</param>
/// <param name="AcmeCredentials">The credentials of <c>demo-service</c> in acme, in the form of Basic authentication.</param>
public sealed record RecordedServer(Uri Address, Uri Issuer, string AcmeCredentials);
