namespace Tollgate.Functions.Tables;

/// <summary>The names of the tables. infra/modules/storage.bicep makes the same tables.</summary>
public static class TableNames
{
    public const string Attempts = "attempts";
    public const string Audit = "audit";
    public const string Clients = "clients";
    public const string Consents = "consents";
    public const string Grants = "grants";
    public const string Invitations = "invitations";
    public const string PushedRequests = "pushedRequests";
    public const string RegistrationTokens = "registrationTokens";
    public const string Sessions = "sessions";
    public const string SigningKeys = "signingKeys";
    public const string TrustedIssuers = "trustedIssuers";
    public const string UserCodes = "userCodes";
    public const string UserIndex = "userIndex";
    public const string Users = "users";
    public const string Workspaces = "workspaces";

    public static readonly IReadOnlyList<string> All =
    [
        Attempts, Audit, Clients, Consents, Grants, Invitations, PushedRequests, RegistrationTokens, Sessions, SigningKeys, TrustedIssuers, UserCodes,
        UserIndex, Users, Workspaces,
    ];
}
