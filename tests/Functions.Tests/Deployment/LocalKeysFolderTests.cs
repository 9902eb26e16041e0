using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>The folder of the local keys under a Functions host. A host names its script root in one of two settings.</summary>
public sealed class LocalKeysFolderTests
{
    private const string CoreTools = "AzureWebJobsScriptRoot";
    private const string Worker = "FUNCTIONS_APPLICATION_DIRECTORY";

    /// <summary>A path that is absolute on every platform.</summary>
    private static readonly string Top = Path.GetPathRoot(Path.GetTempPath())!;

    private static readonly string Root = At("clone/src/Functions/bin/output");
    private static readonly string Data = At("home/data");

    [Theory]
    [InlineData(".tollgate", "home/data/tollgate/tollgate")]
    [InlineData("keys/.mine", "home/data/tollgate/keys/mine")]
    [InlineData("./.tollgate/", "home/data/tollgate/tollgate")]
    [InlineData("../output/.tollgate", "home/data/tollgate/tollgate")]
    [InlineData("inner/../.tollgate", "home/data/tollgate/tollgate")]
    [InlineData(".", "home/data/tollgate")]
    [InlineData("../../../../.tollgate", "clone/.tollgate")]
    [InlineData("..", "clone/src/Functions/bin")]
    [InlineData("../output2/.tollgate", "clone/src/Functions/bin/output2/.tollgate")]
    public void A_relative_folder_is_never_in_the_script_root(string folder, string expected)
    {
        foreach (var name in new[] { CoreTools, Worker })
            foreach (var root in new[] { Root, Root + Path.DirectorySeparatorChar, "." })
                Assert.Equal(At(expected), Path.TrimEndingDirectorySeparator(Of(folder, (name, root))));
    }

    [Fact]
    public void A_working_folder_inside_the_script_root_changes_nothing() =>
        Assert.Equal(At("home/data/tollgate/src/Functions/bin/output/tollgate"), Of(".tollgate", (CoreTools, At("clone"))));

    [Fact]
    public void An_absolute_folder_is_taken_as_it_is() => Assert.Equal(Path.Combine(Root, "keys"), Of(Path.Combine(Root, "keys"), (CoreTools, Root)));

    [Fact]
    public void Without_a_host_a_relative_folder_is_in_the_working_folder()
    {
        Assert.Equal(Path.Combine(Root, ".tollgate"), Of(".tollgate"));
        Assert.Equal(Path.Combine(Root, ".tollgate"), Of(".tollgate", (CoreTools, ""), (Worker, "")));
    }

    [Fact]
    public void The_comparison_of_folders_is_as_case_sensitive_as_the_file_system() => Assert.Equal(
        OperatingSystem.IsWindows() ? Path.Combine(Data, "tollgate", "tollgate") : Path.Combine(Root, ".tollgate"),
        Of(".tollgate", (CoreTools, Root.ToUpperInvariant())));

    [Fact]
    public void Without_a_folder_outside_the_script_root_the_start_ends_with_a_sentence()
    {
        foreach (var data in new[] { "", Path.Combine(Root, "data") })
        {
            var fault = Assert.Throws<SetupException>(
                () => LocalKeysFolder.Of(".tollgate", SettingsTests.Configuration(new() { [CoreTools] = Root }), Root, data));
            Assert.StartsWith("The setting Signing__LocalKeys is a folder in the script root", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Outside_local_mode_the_settings_have_no_folder_of_keys()
    {
        var settings = TollgateSettings.Read(SettingsTests.Configuration(new(SettingsTests.Vault) { [CoreTools] = Root }), Root);

        Assert.Equal("", settings.SigningLocalKeys);
    }

    private static string Of(string folder, params (string Name, string? Value)[] environment) => LocalKeysFolder.Of(
        folder, SettingsTests.Configuration(environment.ToDictionary(each => each.Name, each => each.Value)), Root, Data);

    private static string At(string path) => Path.Combine([Top, .. path.Split('/')]);
}
