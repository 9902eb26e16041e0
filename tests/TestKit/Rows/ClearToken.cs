namespace Tollgate.TestKit.Rows;

/// <summary>Something that somebody was handed: a token, a code, a ticket.</summary>
/// <param name="Name">Tells it from all others of its folder; the same in all folders.</param>
/// <param name="State">One of <see cref="ClearState"/>.</param>
/// <param name="ClientId">Whose it is; null where it is nobody's.</param>
/// <param name="Keys">The signing mode whose keys signed it; null where it is not signed.</param>
public sealed record ClearToken(string Name, string Kind, string State, string Text, string Workspace, string? ClientId, string? Keys)
{
    public const string AccessToken = "access_token";
    public const string Assertion = "assertion";
    public const string Code = "code";
    public const string DeviceCode = "device_code";
    public const string IdToken = "id_token";
    public const string InitialAccessToken = "initial_access_token";
    public const string Invitation = "invitation";
    public const string RefreshToken = "refresh_token";
    public const string RegistrationAccessToken = "registration_access_token";
    public const string Ticket = "ticket";
    public const string UserCode = "user_code";
}
