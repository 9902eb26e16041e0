using System.Text.Json;
using System.Text.RegularExpressions;
using Tollgate.Domain.Tokens;
using Tollgate.Functions.KeyVault;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.Operator.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>Names that stand in Bicep, in code and in the sample settings are the same ones.</summary>
public sealed partial class DeployedNamesTests
{
    /// <summary>Read by the Functions host or Azure's libraries, not by the app.</summary>
    private static readonly string[] HostSettings =
    [
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AzureWebJobsStorage",
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId",
        "AzureWebJobsDisableHomepage", "FUNCTIONS_WORKER_RUNTIME",
    ];

    private static readonly string[] AppSettings = [.. SettingNames.All.Select(name => name.Replace(":", "__", StringComparison.Ordinal))];

    [Fact]
    public void Bicep_makes_the_tables_that_the_code_uses()
    {
        var list = TableList().Match(Bicep("storage")).Groups[1].Value;
        Assert.Equal(TableNames.All.Order(), Quoted().Matches(list).Select(m => m.Groups[1].Value).Order());
    }

    [Fact]
    public void Bicep_sets_only_settings_that_somebody_reads()
    {
        var names = SettingName().Matches(Bicep("functionApp")).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(names);
        Assert.Empty(names.Except(AppSettings).Except(HostSettings));
        // What a deployment cannot do without.
        Assert.Empty(new[] { "Issuer", "Tables__ServiceUri", "KeyVault__Uri", "Signing__Mode", "Signing__Algorithms", "AZURE_CLIENT_ID" }.Except(names));
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
    public void Bicep_names_the_keys_as_the_code_looks_for_them()
    {
        var bicep = Bicep("keys");
        Assert.Contains("name: 'signing-${toLower(algorithm)}'\n", bicep, StringComparison.Ordinal);
        Assert.Contains("name: 'signing-${toLower(algorithm)}-${workspace}'\n", bicep, StringComparison.Ordinal);
        var allowed = AllowedAlgorithms().Match(bicep).Groups[1].Value;
        Assert.Equal(SigningAlgorithms.All.Order(), Quoted().Matches(allowed).Select(m => m.Groups[1].Value).Order());
        Assert.Equal(("signing-es256", "signing-es256-shop"), (KeyNames.Signing(SigningAlgorithms.ES256), KeyNames.Signing(SigningAlgorithms.ES256, "shop")));
    }

    [Fact]
    public void The_command_line_names_the_variable_that_makes_keys_of_workspaces()
    {
        using var parameters = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("infra", "main.parameters.json")));
        Assert.Equal(
            $"${{{WorkspaceKeys.Variable}}}",
            parameters.RootElement.GetProperty("parameters").GetProperty("ownKeyWorkspaces").GetProperty("value").GetString());
    }

    [Fact]
    public void The_sample_settings_start_the_app_as_they_are()
    {
        var settings = TollgateSettings.Read(SettingsTests.Configuration(Sample()));
        Assert.Equal((SigningMode.Local, true, "UseDevelopmentStorage=true"), (settings.SigningMode, settings.Demo, settings.TablesConnectionString));
    }

    /// <summary>Where <c>func start</c> and <c>dotnet run</c> have the host: both folders are built anew.</summary>
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

    private static string Bicep(string module) => File.ReadAllText(Repository.PathOf("infra", "modules", $"{module}.bicep"));

    [GeneratedRegex(@"var tableNames = \[(.*?)\]", RegexOptions.Singleline)]
    private static partial Regex TableList();

    [GeneratedRegex(@"@allowed\(\[(.*?)\]\)\s*param signingAlgorithms", RegexOptions.Singleline)]
    private static partial Regex AllowedAlgorithms();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\s*name: '([A-Za-z_]+)'\s*\n\s*value:", RegexOptions.Multiline)]
    private static partial Regex SettingName();
}
