using System.Text.Json;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;
using Tollgate.Operator.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>The Bicep files, the code and the sample settings use the same names.</summary>
[Collection(InfraCollection.Name)]
public sealed class DeployedNamesTests(CompiledTemplate template)
{
    /// <summary>The settings that the Functions host or Azure's libraries read, and not the app.</summary>
    private static readonly string[] HostSettings =
    [
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AzureWebJobsStorage",
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "AzureWebJobsDisableHomepage", "FUNCTIONS_WORKER_RUNTIME", "AzureFunctionsJobHost__logging__logLevel__Function",
    ];

    private static readonly string[] AppSettings = [.. SettingNames.All.Select(name => name.Replace(":", "__", StringComparison.Ordinal))];

    [Fact]
    public async Task A_deployment_makes_the_tables_that_the_code_uses()
    {
        var deployment = await template.DeployAsync();
        Assert.Equal(TableNames.All.Order(), deployment.Tables.Order());
    }

    [Fact]
    public async Task A_deployment_sets_every_setting_that_the_app_needs_and_no_unused_setting()
    {
        var deployment = await template.DeployAsync(
            ("TOLLGATE_SIGNING_MODE", "wrapped"), ("TOLLGATE_BOTH_SIGNING_MODES", "true"), ("TOLLGATE_SIGNING_ROTATE_AFTER_DAYS", "90"),
            ("TOLLGATE_SIGNING_ALGORITHMS", "RS256, ES256"), ("TOLLGATE_ISSUER", "https://auth.example"), ("TOLLGATE_SIGNING_SEALED_ONLY", "true"),
            ("TOLLGATE_PROXY_HOPS", "1"), ("TOLLGATE_PROXY_ID", "front"), ("TOLLGATE_PROXY_ID_HEADER", "X-Gateway"));
        var settings = deployment.AppSettings;

        Assert.Empty(settings.Keys.Except(AppSettings).Except(HostSettings));
        Assert.Equal(
            ("https://auth.example", "wrapped", "vault", "90", "RS256,ES256"),
            (settings["Issuer"], settings["Signing__Mode"], settings["Signing__AlsoPublish"], settings["Signing__RotateAfterDays"],
                settings["Signing__Algorithms"]));
        Assert.Equal("true", settings["Signing__SealedOnly"]);
        Assert.Equal(("1", "front", "X-Gateway"), (settings["Proxy__Hops"], settings["Proxy__Id"], settings["Proxy__IdHeader"]));
        // The service knows the rest of these values only after it has created the resources.
        Assert.EndsWith(".primaryEndpoints.table]", settings["Tables__ServiceUri"], StringComparison.Ordinal);
        Assert.EndsWith(".vaultUri]", settings["KeyVault__Uri"], StringComparison.Ordinal);
        Assert.EndsWith(".clientId]", settings["AZURE_CLIENT_ID"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_starts_with_the_settings_of_a_default_deployment()
    {
        var deployment = await template.DeployAsync();
        var known = deployment.AppSettings.ToDictionary(
            setting => setting.Key.Replace("__", ":", StringComparison.Ordinal),
            string? (setting) => setting.Value.StartsWith('[') ? "https://known-later.example" : setting.Value);

        var settings = TollgateSettings.Read(SettingsTests.Configuration(known));

        Assert.Equal((SigningMode.Vault, "", false), (settings.SigningMode, known["Signing:AlsoPublish"], settings.Demo));
        Assert.Equal([SigningAlgorithms.ES256, SigningAlgorithms.RS256], settings.SigningAlgorithms);
        Assert.Matches("^https://func-[a-z0-9]+[.]azurewebsites[.]net/?$", settings.Issuer.ToString());
    }

    /// <summary>Earlier versions stored the deployed address in the variable that the parameter reads.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData("https://func-abcdefghijklm.azurewebsites.net", false)]
    [InlineData("https://auth.example", true)]
    [InlineData("https://auth.azurewebsites.net", true)]
    public async Task A_deployment_keeps_an_issuer_that_an_operator_set_and_replaces_a_generated_issuer(string issuer, bool isKept)
    {
        var settings = (await template.DeployAsync(("TOLLGATE_ISSUER", issuer))).AppSettings;
        Assert.Equal(isKept, settings["Issuer"] == issuer);
        if (!isKept)
            Assert.Matches("^https://func-[a-z0-9]+[.]azurewebsites[.]net$", settings["Issuer"]);
    }

    [Fact]
    public void No_output_has_the_name_of_a_variable_that_an_operator_sets() => Assert.Empty(
        File.ReadLines(Repository.PathOf("infra", "main.bicep")).Where(line => line.StartsWith("output ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1])
            .Intersect(ParameterFile.Read().Variables.Values.Select(variable => variable.Name))
            .Except(ParameterFile.OfAzd));

    [Theory]
    [InlineData("Warning")]
    [InlineData("Information")]
    public async Task The_log_level_is_part_of_the_deployment(string level)
    {
        var settings = (await template.DeployAsync(("TOLLGATE_LOG_LEVEL", level))).AppSettings;
        Assert.Equal(level, settings["AzureFunctionsJobHost__logging__logLevel__Function"]);
    }

    [Fact]
    public void The_sample_settings_show_every_setting_and_no_other()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json")));
        var names = sample.RootElement.GetProperty("Values").EnumerateObject().Select(value => value.Name).ToList();
        Assert.Empty(AppSettings.Except(names));
        Assert.Empty(names.Except(AppSettings).Except(HostSettings));
    }

    [Fact]
    public async Task A_deployment_names_the_keys_as_the_code_looks_for_them()
    {
        var deployment = await template.DeployAsync(
            ("TOLLGATE_SIGNING_ALGORITHMS", string.Join(',', SigningAlgorithms.All)), (WorkspaceKeys.Variable, "shop, books"));
        string?[] workspaces = [null, "shop", "books"];
        var expected = workspaces.SelectMany(workspace => SigningAlgorithms.All.Select(algorithm => (KeyNames.Signing(algorithm, workspace), algorithm)));

        foreach (var (name, algorithm) in expected)
            AssertSigns(deployment.Keys[name], algorithm);
        Assert.Equal(expected.Select(key => key.Item1).Append(KeyEnvelope.KeyName).Order(), deployment.Keys.Keys.Order());
        var wrap = deployment.Keys[KeyEnvelope.KeyName];
        Assert.Equal(("RSA", "wrapKey unwrapKey"), (wrap.GetProperty("kty").GetString(), OperationsOf(wrap)));
    }

    [Fact]
    public async Task A_deployment_with_an_algorithm_that_the_code_does_not_know_ends()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => template.DeployAsync(("TOLLGATE_SIGNING_ALGORITHMS", "ES512")));
        Assert.Contains("'signingAlgorithms' is not valid", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_documentation_lists_exactly_the_settings_that_the_app_reads() =>
        Assert.Equal(AppSettings.Order(), DocumentedTable.Read("operations.md", "| setting |").Select(row => row[0]).Order());

    [Fact]
    public void The_sample_settings_start_the_app_as_they_are()
    {
        var settings = TollgateSettings.Read(SettingsTests.Configuration(Sample()));
        Assert.Equal((SigningMode.Local, true, "UseDevelopmentStorage=true"), (settings.SigningMode, settings.Demo, settings.TablesConnectionString));
    }

    /// <summary>The script roots of <c>func start</c> and <c>dotnet run</c>. The build replaces both folders.</summary>
    [Theory]
    [InlineData("bin/output", ".tollgate")]
    [InlineData("bin/Debug/net10.0", "src/.tollgate")]
    public void The_sample_settings_keep_the_keys_in_a_folder_that_git_ignores(string output, string keys)
    {
        var root = Repository.PathOf(["src", "Functions", .. output.Split('/')]);
        var settings = TollgateSettings.Read(SettingsTests.Configuration(new(Sample()) { ["AzureWebJobsScriptRoot"] = root }), root);
        Assert.Equal(Repository.PathOf(keys.Split('/')), settings.SigningLocalKeys);
        Assert.Contains(".tollgate/", File.ReadAllLines(Repository.PathOf(".gitignore")));
    }

    private static Dictionary<string, string?> Sample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.sample.json")));
        return sample.RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(value => value.Name.Replace("__", ":", StringComparison.Ordinal), value => value.Value.GetString());
    }

    private static void AssertSigns(JsonElement key, string algorithm)
    {
        var isRsa = SigningAlgorithms.IsRsa(algorithm);
        Assert.Equal(isRsa ? "RSA" : "EC", key.GetProperty("kty").GetString());
        Assert.Equal(isRsa ? null : "P-256", key.GetProperty("curveName").GetString());
        Assert.Equal(isRsa ? "2048" : "null", key.GetProperty("keySize").GetRawText());
        Assert.Equal("sign verify", OperationsOf(key));
    }

    private static string OperationsOf(JsonElement key) =>
        string.Join(' ', key.GetProperty("keyOps").EnumerateArray().Select(operation => operation.GetString()));
}
