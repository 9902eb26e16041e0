namespace Tollgate.Functions.Settings;

/// <summary>The configuration keys of all settings that the app reads. App settings and environment variables have <c>__</c> in place of <c>:</c>.</summary>
public static class SettingNames
{
    /// <summary>The issuer identifier: the address at which clients reach the server. The server never takes it from a request.</summary>
    public const string Issuer = "Issuer";

    /// <summary>The address of the table service of the storage account. The app signs in there with its identity.</summary>
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

    /// <summary>Wrapped mode: whether the app ignores each row of a signing key that has no seal.</summary>
    public const string SigningSealedOnly = "Signing:SealedOnly";

    /// <summary>The folder of the keys of local mode.</summary>
    public const string SigningLocalKeys = "Signing:LocalKeys";

    /// <summary>The number of trusted proxies in front of the platform. The default is 0.</summary>
    public const string ProxyHops = "Proxy:Hops";

    /// <summary>The value that the proxy writes into its header. A request without this value did not come through the proxy.</summary>
    public const string ProxyId = "Proxy:Id";

    /// <summary>The name of the proxy's header. The default is Front Door's X-Azure-FDID.</summary>
    public const string ProxyIdHeader = "Proxy:IdHeader";

    /// <summary>Whether the demo exists. The app does not start with a demo outside local mode.</summary>
    public const string Demo = "Demo";

    /// <summary>The client id of the user-assigned identity.</summary>
    public const string IdentityClientId = "AZURE_CLIENT_ID";

    public static readonly IReadOnlyList<string> All =
    [
        Issuer, TablesServiceUri, TablesConnectionString, KeyVaultUri, SigningMode, SigningAlgorithms, SigningRotateAfterDays, SigningAlsoPublish,
        SigningSealedOnly, SigningLocalKeys, ProxyHops, ProxyId, ProxyIdHeader, Demo, IdentityClientId,
    ];
}
