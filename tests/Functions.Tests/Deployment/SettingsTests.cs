using Microsoft.Extensions.Configuration;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Tests.Deployment;

public sealed class SettingsTests
{
    internal static readonly Dictionary<string, string?> Vault = new()
    {
        ["Issuer"] = "https://auth.example",
        ["Tables:ServiceUri"] = "https://tables.example",
        ["KeyVault:Uri"] = "https://vault.example",
        ["Signing:Mode"] = "vault",
    };

    private static readonly Dictionary<string, string?> Local = new()
    {
        ["Issuer"] = "http://127.0.0.1:7071",
        ["Tables:ConnectionString"] = "UseDevelopmentStorage=true",
        ["Signing:Mode"] = "local",
        ["Demo"] = "true",
    };

    [Fact]
    public void Good_settings_are_read()
    {
        var settings = TollgateSettings.Read(Configuration(new(Vault) { ["Signing:Algorithms"] = "RS256, ES256,RS256" }));
        Assert.Equal(["RS256", "ES256"], settings.SigningAlgorithms);
        Assert.False(settings.Demo);
        Assert.True(TollgateSettings.Read(Configuration(Local)).Demo);
    }

    [Fact]
    public void A_proxy_is_Front_Door_unless_its_header_is_named()
    {
        Assert.Null(TollgateSettings.Read(Configuration(new(Vault) { ["Proxy:Hops"] = "0", ["Proxy:Id"] = "" })).TrustedProxy);
        Dictionary<string, string?> front = new(Vault) { ["Proxy:Hops"] = "1", ["Proxy:Id"] = "front" };
        Assert.Equal(new TrustedProxy(1, "X-Azure-FDID", "front"), TollgateSettings.Read(Configuration(front)).TrustedProxy);
        front["Proxy:IdHeader"] = "X-Gateway";
        Assert.Equal("X-Gateway", TollgateSettings.Read(Configuration(front)).TrustedProxy!.Header);
    }

    [Theory]
    [InlineData("Issuer", null, "Issuer is missing")]
    [InlineData("Issuer", "auth", "Issuer is not an absolute address")]
    [InlineData("Issuer", "http://auth.example", "neither https nor a loopback address")]
    [InlineData("Issuer", "https://auth.example?x=1", "has a query")]
    [InlineData("KeyVault:Uri", null, "KeyVault__Uri is missing")]
    [InlineData("Signing:Mode", null, "Signing__Mode is missing")]
    [InlineData("Signing:Mode", "remote", "Signing__Mode is neither vault nor wrapped nor local")]
    [InlineData("Signing:Mode", "local", "local although a vault is configured")]
    [InlineData("Signing:Algorithms", "HS256", "Signing__Algorithms may list")]
    [InlineData("Signing:Algorithms", ",", "Signing__Algorithms may list")]
    [InlineData("Signing:RotateAfterDays", "0", "Signing__RotateAfterDays is not a number of days")]
    [InlineData("Signing:RotateAfterDays", "a month", "Signing__RotateAfterDays is not a number of days")]
    [InlineData("Signing:AlsoPublish", "local", "Signing__AlsoPublish may list vault and wrapped only")]
    [InlineData("Proxy:Hops", "1", "Proxy__Id is missing")]
    [InlineData("Proxy:Hops", "6", "Proxy__Hops is not a number of proxies from 0 to 5")]
    [InlineData("Proxy:Hops", "one", "Proxy__Hops is not a number of proxies")]
    [InlineData("Proxy:Id", "front", "Proxy__Hops is missing")]
    [InlineData("Demo", "true", "its secrets are public")]
    public void A_wrong_setting_stops_the_start_with_a_sentence(string name, string? value, string sentence)
    {
        var fault = Assert.Throws<SetupException>(() => TollgateSettings.Read(Configuration(new(Vault) { [name] = value })));
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Local_keys_serve_loopback_issuers_only()
    {
        var fault = Assert.Throws<SetupException>(
            () => TollgateSettings.Read(Configuration(new(Local) { ["Issuer"] = "https://auth.example", ["Demo"] = null })));
        Assert.Contains("not a loopback address", fault.Message, StringComparison.Ordinal);
    }

    internal static IConfiguration Configuration(Dictionary<string, string?> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
