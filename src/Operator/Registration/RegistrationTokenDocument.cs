namespace Tollgate.Operator.Registration;

/// <summary>An initial access token as JSON.</summary>
/// <param name="RegistrationEndpoint">Not there where nobody said where the deployment is.</param>
internal sealed record RegistrationTokenDocument(string InitialAccessToken, string Workspace, DateTimeOffset ExpiresAt, string? RegistrationEndpoint);
