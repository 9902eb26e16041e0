namespace Tollgate.Operator.Vault;

/// <summary>The built-in roles of Azure that the app has on its vault, by their ids.</summary>
internal static class Roles
{
    public const string CryptoUser = "12338af0-0e69-4776-bea7-57ae8d297424";
    public const string CryptoServiceEncryptionUser = "e147488a-f6f5-4113-8e2d-b22465e65bf6";
    public const string SecretsUser = "4633458b-17de-408a-b874-0445c86b69e6";

    /// <summary>The name of a built-in role. The id itself for any other role.</summary>
    public static string NameOf(string role) => role.ToLowerInvariant() switch
    {
        CryptoUser => "Key Vault Crypto User",
        CryptoServiceEncryptionUser => "Key Vault Crypto Service Encryption User",
        SecretsUser => "Key Vault Secrets User",
        _ => role,
    };
}
