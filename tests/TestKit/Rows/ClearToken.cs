namespace Tollgate.TestKit.Rows;

/// <summary>A value that the server gave out: a token, a code or a ticket.</summary>
/// <param name="Name">The name of the value. It is unique in the folder, and the same in all folders.</param>
/// <param name="State">One of <see cref="ClearState"/>.</param>
/// <param name="ClientId">The client to which the value belongs. Null if it belongs to no client.</param>
/// <param name="Keys">The signing mode whose keys signed the token. Null if the value is not signed.</param>
public sealed record ClearToken(string Name, string Kind, string State, string Text, string Workspace, string? ClientId, string? Keys)
{
    public const string AccessToken = "access_token";
    public const string Assertion = "assertion";
    public const string BoundRefreshToken = "bound_refresh_token";
    public const string ClientKey = "client_key";
    public const string Code = "code";
    public const string DeviceCode = "device_code";
    public const string IdToken = "id_token";
    public const string InitialAccessToken = "initial_access_token";
    public const string Invitation = "invitation";
    public const string ProofKey = "proof_key";
    public const string PushedRequest = "pushed_request";
    public const string RefreshToken = "refresh_token";
    public const string RegistrationAccessToken = "registration_access_token";
    public const string Ticket = "ticket";
    public const string UserCode = "user_code";
}
