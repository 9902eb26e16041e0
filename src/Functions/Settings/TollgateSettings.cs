using System.Globalization;
using Microsoft.Extensions.Configuration;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Pages;

using static Tollgate.Domain.Keys.SigningAlgorithms;

namespace Tollgate.Functions.Settings;

/// <summary>The settings, read and checked once at start. The app does not start with wrong settings.</summary>
public sealed record TollgateSettings
{
    public required Uri Issuer { get; init; }

    public Uri? TablesServiceUri { get; init; }

    public string? TablesConnectionString { get; init; }

    public Uri? KeyVaultUri { get; init; }

    public required SigningMode SigningMode { get; init; }

    public IReadOnlyList<string> SigningAlgorithms { get; init; } = [ES256, RS256];

    /// <summary>The age at which a key of wrapped mode gets a successor.</summary>
    public TimeSpan SigningRotateAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Further modes whose keys are published.</summary>
    public IReadOnlyList<SigningMode> SigningAlsoPublish { get; init; } = [];

    /// <summary>Whether a row of a signing key counts only with a seal. Rows that earlier versions wrote have no seal.</summary>
    public bool SigningSealedOnly { get; init; }

    /// <summary>The absolute path of the folder of local keys. Empty in other modes.</summary>
    public string SigningLocalKeys { get; init; } = "";

    /// <summary>Null when requests reach the platform's front end without a proxy.</summary>
    public TrustedProxy? TrustedProxy { get; init; }

    public bool Demo { get; init; }

    public string? IdentityClientId { get; init; }

    public bool IsLocal => SigningMode == SigningMode.Local;

    /// <param name="workingDirectory">The base of relative folders. Null for the working directory of the process.</param>
    public static TollgateSettings Read(IConfiguration configuration, string? workingDirectory = null)
    {
        var settings = new TollgateSettings
        {
            Issuer = Address(configuration, SettingNames.Issuer) ?? throw Wrong(SettingNames.Issuer, "is missing"),
            TablesServiceUri = Address(configuration, SettingNames.TablesServiceUri),
            TablesConnectionString = Text(configuration, SettingNames.TablesConnectionString),
            KeyVaultUri = Address(configuration, SettingNames.KeyVaultUri),
            SigningMode = Mode(configuration),
            SigningAlgorithms = Algorithms(Text(configuration, SettingNames.SigningAlgorithms) ?? $"{ES256}, {RS256}"),
            SigningRotateAfter = Days(configuration, SettingNames.SigningRotateAfterDays) ?? TimeSpan.FromDays(30),
            SigningAlsoPublish = Modes(Text(configuration, SettingNames.SigningAlsoPublish) ?? ""),
            SigningSealedOnly = OnOff(configuration, SettingNames.SigningSealedOnly),
            TrustedProxy = Proxy(configuration),
            Demo = Text(configuration, SettingNames.Demo) is { } demo && bool.TryParse(demo, out var isDemo) && isDemo,
            IdentityClientId = Text(configuration, SettingNames.IdentityClientId),
        };
        settings.Check();
        return settings.IsLocal
            ? settings with { SigningLocalKeys = LocalKeys(configuration, workingDirectory ?? Directory.GetCurrentDirectory()) }
            : settings;
    }

    /// <summary>A workspace without settings of its own: it has an address of this deployment, the deployment's default algorithm, and all languages.</summary>
    public Workspace UsualWorkspace(string name) =>
        new(name, name == Workspace.DefaultName ? Issuer : new Uri($"{Issuer.AbsoluteUri.TrimEnd('/')}/{name}"))
        {
            SigningAlgorithm = SigningAlgorithms[0],
            Scopes = StandardScopes.All,
            UiLocales = Languages.Names,
        };

    private void Check()
    {
        if (Issuer.Query.Length > 0 || Issuer.Fragment.Length > 0 || Issuer.UserInfo.Length > 0)
            throw Wrong(SettingNames.Issuer, "has a query, a fragment or user information");
        if (Issuer.Scheme != Uri.UriSchemeHttps && !(Issuer.Scheme == Uri.UriSchemeHttp && Issuer.IsLoopback))
            throw Wrong(SettingNames.Issuer, "is neither https nor a loopback address");
        if (!IsLocal && KeyVaultUri is null)
            throw Wrong(SettingNames.KeyVaultUri, "is missing, and the signing mode is not local");
        if (IsLocal && KeyVaultUri is not null)
            throw Wrong(SettingNames.SigningMode, "is local although a vault is configured");
        if (IsLocal && !Issuer.IsLoopback)
            throw Wrong(SettingNames.SigningMode, "is local although the issuer is not a loopback address");
        if (IsLocal && SigningAlsoPublish.Count > 0)
            throw Wrong(SettingNames.SigningAlsoPublish, "is set in local mode, which publishes its own keys only");
        if (Demo && !IsLocal)
            throw Wrong(SettingNames.Demo, "is on outside local mode: its secrets are public");
    }

    private static string LocalKeys(IConfiguration configuration, string workingDirectory) => LocalKeysFolder.Of(
        Text(configuration, SettingNames.SigningLocalKeys) ?? ".tollgate",
        configuration,
        workingDirectory,
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify));

    private static SigningMode Mode(IConfiguration configuration) => Text(configuration, SettingNames.SigningMode) switch
    {
        "local" => SigningMode.Local,
        "vault" => SigningMode.Vault,
        "wrapped" => SigningMode.Wrapped,
        null => throw Wrong(SettingNames.SigningMode, "is missing"),
        _ => throw Wrong(SettingNames.SigningMode, "is neither vault nor wrapped nor local"),
    };

    private static SigningMode[] Modes(string list) => [.. Items(list).Select(mode => mode switch
    {
        "vault" => SigningMode.Vault,
        "wrapped" => SigningMode.Wrapped,
        _ => throw Wrong(SettingNames.SigningAlsoPublish, "may list vault and wrapped only"),
    })];

    private static string[] Algorithms(string list)
    {
        var algorithms = Items(list);
        return algorithms.Length > 0 && algorithms.All(All.Contains)
            ? algorithms
            : throw Wrong(SettingNames.SigningAlgorithms, $"may list {string.Join(", ", All)} only");
    }

    private static string[] Items(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static TimeSpan? Days(IConfiguration configuration, string name)
    {
        if (Text(configuration, name) is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 365
            ? TimeSpan.FromDays(days)
            : throw Wrong(name, "is not a number of days from 1 to 365");
    }

    private static TrustedProxy? Proxy(IConfiguration configuration)
    {
        var (hops, id) = (Text(configuration, SettingNames.ProxyHops) ?? "0", Text(configuration, SettingNames.ProxyId));
        if (!int.TryParse(hops, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > TrustedProxy.MostHops)
            throw Wrong(SettingNames.ProxyHops, $"is not a number of proxies from 0 to {TrustedProxy.MostHops}");
        if (count == 0)
            return id is null ? null : throw Wrong(SettingNames.ProxyHops, "is missing, although the id of a proxy is set");
        return new TrustedProxy(
            count,
            Text(configuration, SettingNames.ProxyIdHeader) ?? TrustedProxy.FrontDoorHeader,
            id ?? throw Wrong(SettingNames.ProxyId, "is missing: a caller around the proxy could name any network as its own"));
    }

    private static bool OnOff(IConfiguration configuration, string name) => Text(configuration, name) switch
    {
        null => false,
        var text when bool.TryParse(text, out var isOn) => isOn,
        _ => throw Wrong(name, "is neither true nor false"),
    };

    private static Uri? Address(IConfiguration configuration, string name)
    {
        if (Text(configuration, name) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : throw Wrong(name, "is not an absolute address");
    }

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[name] is { Length: > 0 } text ? text : null;

    internal static SetupException Wrong(string name, string what) => new($"The setting {name.Replace(":", "__", StringComparison.Ordinal)} {what}.");
}
