using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>Checks the Bicep files, their parameters and the hooks with the tools that read them.</summary>
[Collection(InfraCollection.Name)]
public sealed partial class InfraTests(CompiledTemplate template)
{
    [Fact]
    public void The_compiler_translates_the_files_and_has_no_finding() => Assert.Equal("", template.CompilerOutput);

    [Fact]
    public async Task The_linter_has_no_finding_in_any_file()
    {
        Skipped.When(BicepCompiler.WhyMissing is not null, BicepCompiler.WhyMissing ?? "");
        Assert.Equal("", await BicepCompiler.RunAsync(Repository.Root, "lint", "--pattern", "infra/**/*.bicep"));
    }

    [Fact]
    public void Every_parameter_has_a_variable_with_the_same_default()
    {
        var parameters = template.Parameters;
        var variables = ParameterFile.Read().Variables;
        Assert.Equal(parameters.Keys.Order(), variables.Keys.Order());
        Assert.All(variables, variable => Assert.Equal(parameters[variable.Key].Default ?? "", variable.Value.Default));
    }

    [Fact]
    public void The_documentation_lists_exactly_the_environment_variables_of_the_parameter_file()
    {
        var variables = ParameterFile.Read().Variables.Values.Where(variable => !ParameterFile.OfAzd.Contains(variable.Name));
        var rows = DocumentedTable.Read("operations.md", "| variable |").Select(row => (row[0], row[1]));
        Assert.Equal(variables.Select(variable => (variable.Name, variable.Default)).Order(), rows.Order());
    }

    [Fact]
    public void Every_hook_is_there_for_both_kinds_of_system_and_no_file_is_forgotten()
    {
        var hooks = Hook().Matches(File.ReadAllText(Repository.PathOf("azure.yaml")));
        var names = hooks.Select(hook => hook.Groups["name"].Value).ToList();
        Assert.All(hooks, hook => Assert.Equal(hook.Groups["name"].Value, hook.Groups["windows"].Value));
        Assert.All(hooks, hook => Assert.Equal(hook.Groups["name"].Value, hook.Groups["posix"].Value));
        Assert.Equal(
            names.SelectMany(name => new[] { $"{name}.ps1", $"{name}.sh" }).Order(),
            Directory.EnumerateFiles(Repository.PathOf("infra", "hooks")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void The_documentation_names_the_version_of_azd_that_the_deployment_asks_for()
    {
        var version = AzdVersion().Match(File.ReadAllText(Repository.PathOf("azure.yaml"))).Groups["version"].Value;
        Assert.Matches(@"^\d+\.\d+\.\d+$", version);
        foreach (var file in new[] { "README.md", "docs/operations.md" })
            Assert.Contains($"{version} or later", File.ReadAllText(Repository.PathOf(file)), StringComparison.Ordinal);
    }

    [GeneratedRegex("^  azd: \">= (?<version>.+)\"$", RegexOptions.Multiline)]
    private static partial Regex AzdVersion();

    [GeneratedRegex(
        """
        ^  (?<name>\w+):
            posix:
              shell: sh
              run: \./infra/hooks/(?<posix>\w+)\.sh
        (      .*
        )*    windows:
              shell: pwsh
              run: \./infra/hooks/(?<windows>\w+)\.ps1
        """,
        RegexOptions.Multiline)]
    private static partial Regex Hook();
}
