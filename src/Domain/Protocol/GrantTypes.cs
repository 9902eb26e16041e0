namespace Tollgate.Domain.Protocol;

/// <summary>Registered values of grant_type.</summary>
public static class GrantTypes
{
    public const string ClientCredentials = "client_credentials";
}
