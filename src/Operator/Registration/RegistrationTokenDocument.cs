namespace Tollgate.Operator.Registration;

/// <summary>An initial access token as JSON.</summary>
/// <param name="RegistrationEndpoint">Null if the issuer of the deployment is not named.</param>
internal sealed record RegistrationTokenDocument(string InitialAccessToken, string Workspace, DateTimeOffset ExpiresAt, string? RegistrationEndpoint);
