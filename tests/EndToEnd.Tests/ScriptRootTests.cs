using System.Net;
using System.Text.RegularExpressions;
using Tollgate.EndToEnd.Tests.Applications;
using Tollgate.EndToEnd.Tests.Hostile;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>
/// Runs the app in the script root of a Functions host. The host uses the script root as its working folder and watches it. A new folder
/// there makes the host start anew, and <c>func start</c> empties the script root.
/// </summary>
public sealed partial class ScriptRootTests : IDisposable
{
    private static readonly string[] Made =
    [
        "demo-idp-es256.pem", "signing-es256.pem", "signing-ps256.pem", "signing-rs256.pem",
        "signing-garden-es256.pem", "signing-garden-ps256.pem", "signing-garden-rs256.pem",
    ];

    private readonly TemporaryFolder _root = new();
    private readonly TemporaryFolder _home = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Keys => Path.Combine(_home.Path, "tollgate", "tollgate");

    private string Tables => _home.PathOf("tables.db");

    public void Dispose()
    {
        _root.Dispose();
        _home.Dispose();
    }

    /// <summary>The Core Tools set the first variable. Every host sets the second one for its workers.</summary>
    [Theory]
    [InlineData("AzureWebJobsScriptRoot")]
    [InlineData("FUNCTIONS_APPLICATION_DIRECTORY")]
    public async Task The_app_never_writes_to_the_script_root_and_the_keys_survive_when_it_is_emptied(string variable)
    {
        Skipped.Unless(OperatingSystem.IsLinux(), "Elsewhere no variable moves the folder for local data.");
        await File.WriteAllTextAsync(_root.PathOf("host.json"), "{}", Token);
        string published;
        await using (var host = await StartAsync(variable))
        {
            await using var recorder = await Recorder.RecordAsync(host, Keys, Token);
            await ManageAsync(host);
            published = await host.Client.GetStringAsync("/.well-known/jwks.json", Token);
        }

        Assert.Equal(["host.json"], Directory.EnumerateFileSystemEntries(_root.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Equal(Made.Order(), Directory.EnumerateFiles(Keys).Select(Path.GetFileName).Order());

        File.Delete(_root.PathOf("host.json"));
        await using var again = await StartAsync(variable);
        Assert.Equal(published, await again.Client.GetStringAsync("/.well-known/jwks.json", Token));
    }

    private Task<LocalHostProcess> StartAsync(string variable) => LocalHostProcess.StartInAsync(
        _root.Path, new Dictionary<string, string> { [variable] = _root.Path, ["XDG_DATA_HOME"] = _home.Path },
        "--data", Tables, "--Signing:Algorithms", "ES256,RS256,PS256");

    /// <summary>Adds an operator, an application and a workspace with its own keys.</summary>
    private async Task ManageAsync(LocalHostProcess host)
    {
        await OperatorProgram.RunAsync("workspace", "add", "garden", "--own-keys", "--tables", Tables, "--issuer", host.Address.ToString());
        Assert.Contains("\"keys\"", await host.Client.GetStringAsync("/garden/.well-known/jwks.json", Token), StringComparison.Ordinal);
        var invited = await OperatorProgram.RunAsync("user", "invite", "admin", "--operator", "--tables", Tables, "--issuer", host.Address.ToString());
        using var admin = LocalHostUser.Of(host.Address);
        var invitation = await admin.OpenAsync(new Uri(invited.GetProperty("invitation").GetString()!).PathAndQuery, Token);
        await admin.SubmitAsync(invitation, Token, ("password", "a long password"), ("password_again", "a long password"));

        using var applicant = LocalHostUser.Of(host.Address);
        var asked = await applicant.SubmitAsync(
            await applicant.OpenAsync("/apps/request", Token), Token, ("name", "Report"), ("contact", "a@example.com"), ("grant:client_credentials", "on"));
        var status = asked.Location;
        var id = Ticket().Match(status).Groups[1].Value;
        var request = await admin.OpenAsync("/apps?request=" + id, Token);
        await admin.SubmitAsync(request, Token, ("action", "approve"), ("name", "Report"), ("grant:client_credentials", "on"));
        var collected = await applicant.SubmitAsync(await applicant.OpenAsync(status, Token), Token, ("action", "collect"));
        Assert.Equal(HttpStatusCode.OK, collected.Status);
        Assert.NotNull(collected.ShownSecret);
    }

    [GeneratedRegex(@"ticket=([^.&]+)\.")]
    private static partial Regex Ticket();
}
