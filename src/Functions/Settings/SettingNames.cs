namespace Tollgate.Functions.Settings;

/// <summary>Every setting that the app reads, as configuration keys; in app settings and the environment <c>:</c> is <c>__</c>.</summary>
public static class SettingNames
{
    /// <summary>The issuer identifier: the address at which clients reach the server. Never taken from a request.</summary>
    public const string Issuer = "Issuer";

    /// <summary>The table service of the storage account, reached by identity.</summary>
    public const string TablesServiceUri = "Tables:ServiceUri";

    /// <summary>A connection string in place of the table service, for Azurite.</summary>
    public const string TablesConnectionString = "Tables:ConnectionString";

    public const string KeyVaultUri = "KeyVault:Uri";

    /// <summary><c>vault</c>, <c>wrapped</c> or <c>local</c>.</summary>
    public const string SigningMode = "Signing:Mode";

    /// <summary>JWS algorithms separated by commas; the first is the default.</summary>
    public const string SigningAlgorithms = "Signing:Algorithms";

    /// <summary>Wrapped mode: the number of days after which a key gets a successor.</summary>
    public const string SigningRotateAfterDays = "Signing:RotateAfterDays";

    /// <summary>Further modes, separated by commas. Their keys are published as well, while the mode changes.</summary>
    public const string SigningAlsoPublish = "Signing:AlsoPublish";

    /// <summary>With wrapped mode: whether a row of a signing key counts only with a seal.</summary>
    public const string SigningSealedOnly = "Signing:SealedOnly";

    /// <summary>The folder of the keys of local mode.</summary>
    public const string SigningLocalKeys = "Signing:LocalKeys";

    /// <summary>Whether the demo clients exist; refused outside local mode.</summary>
    public const string Demo = "Demo";

    /// <summary>The client id of the user-assigned identity.</summary>
    public const string IdentityClientId = "AZURE_CLIENT_ID";

    public static readonly IReadOnlyList<string> All =
    [
        Issuer, TablesServiceUri, TablesConnectionString, KeyVaultUri, SigningMode, SigningAlgorithms, SigningRotateAfterDays, SigningAlsoPublish,
        SigningSealedOnly, SigningLocalKeys, Demo, IdentityClientId,
    ];
}
