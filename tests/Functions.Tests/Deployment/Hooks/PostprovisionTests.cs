using System.Text.RegularExpressions;
using Tollgate.TestKit;
using Tollgate.TestKit.KeyVault;

namespace Tollgate.Functions.Tests.Deployment.Hooks;

/// <summary>The hooks for sh and PowerShell do and print the same. Only the name of curl on Windows differs.</summary>
public sealed partial class PostprovisionTests
{
    private const string Tables = "https://tables.example";
    private const string Issuer = "https://auth.example";
    private const string Greeting = $"\nTollgate is provisioned. Its issuer is {Issuer}\n{Choose}\n\n";
    private const string Choose = "Choose the issuer's host before the first client (azd env set TOLLGATE_ISSUER): clients and tokens hold it.";
    private const string Prepared = "Made the secret sealing-root.\nEvery row of the signing keys had a seal already.\nNothing is wrong.\n\n";
    private const string Invited = "The first operator is admin. Open the link to choose a password; it is good once:\n";

    [Theory]
    [InlineData("sh", "TOLLGATE_TABLES_URI")]
    [InlineData("sh", "TOLLGATE_DEPLOYED_ISSUER")]
    [InlineData("ps1", "TOLLGATE_TABLES_URI")]
    [InlineData("ps1", "TOLLGATE_DEPLOYED_ISSUER")]
    public async Task Without_a_setting_the_hook_ends_and_names_the_setting(string shell, string name)
    {
        using var programs = new PlayedPrograms("[]", closed: 0, invites: true);

        var run = await HookRun.StartAsync(shell, programs, atTerminal: false, new Dictionary<string, string?>(Outputs(Tables)) { [name] = null });

        Assert.NotEqual(0, run.ExitCode);
        Assert.Matches($"{name}:? is not set; run this through azd provision or azd up", run.Output);
        Assert.DoesNotContain("Tollgate is provisioned", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Calls);
    }

    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task Without_a_terminal_the_hook_prints_the_commands_and_invites_no_operator(string shell)
    {
        using var programs = new PlayedPrograms("[]", closed: 0, invites: true);
        AssertPrinted(
            shell, $"{Greeting}{Prepared}{Uninvited(Tables)}", Prepare(Tables), await RunAsync(shell, programs, atTerminal: false));
    }

    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task Without_dotnet_the_hook_prints_the_commands_and_invites_no_operator(string shell)
    {
        using var programs = new PlayedPrograms("[]", closed: 0, invites: true);
        programs.Remove("dotnet");
        AssertPrinted(shell, $"{Greeting}{Unprepared}{Uninvited(Tables)}", [], await RunAsync(shell, programs));
    }

    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task Tables_that_open_late_are_asked_again_and_the_first_operator_is_invited(string shell)
    {
        using var programs = new PlayedPrograms("[]", closed: 2, invites: true);
        AssertPrinted(
            shell, $"{Greeting}{Prepared}{Closed(15)}{Closed(30)}{Invited}{PlayedPrograms.Link}\n",
            [.. Prepare(Tables), List(Tables), "sleep [15]", List(Tables), "sleep [30]", List(Tables), Invite(Tables)], await RunAsync(shell, programs));
    }

    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task Tables_that_stay_closed_do_not_fail_the_deployment(string shell)
    {
        using var programs = new PlayedPrograms("[]", closed: 4, invites: true);
        AssertPrinted(
            shell, $"{Greeting}{Prepared}{Closed(15)}{Closed(30)}{Closed(60)}No permission at the tables.\n{Uninvited(Tables)}",
            [.. Prepare(Tables), List(Tables), "sleep [15]", List(Tables), "sleep [30]", List(Tables), "sleep [60]", List(Tables)], await RunAsync(shell,
                programs));
    }

    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task An_invitation_that_fails_does_not_fail_the_deployment(string shell)
    {
        using var programs = new PlayedPrograms("[]", closed: 0, invites: false);
        AssertPrinted(
            shell, $"{Greeting}{Prepared}{Invited}No invitation.\n{Uninvited(Tables)}", [.. Prepare(Tables), List(Tables), Invite(Tables)], await RunAsync(
                shell, programs));
    }

    /// <summary>
    /// The real operator command executes the calls that the hook runs and the call that the hook prints. The next run of the hook reads
    /// the resulting users.
    /// </summary>
    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task The_operator_command_accepts_the_calls_of_the_hook_and_the_next_run_finds_an_operator(string shell)
    {
        await using var vault = await KeyVaultServer.StartAsync();
        using var real = new OperatorShell { Where = null, Vault = vault };
        // The hook looks for an operator. This user is not an operator.
        await real.RunAsync("user", "add", "alice", "--generate-password", "--tables", real.File);
        using var first = new PlayedPrograms(await UsersAsync(real), closed: 0, invites: true);
        var invited = await RunAsync(shell, first, tables: real.File);
        AssertPrinted(
            shell, $"{Greeting}{Prepared}{Invited}{PlayedPrograms.Link}\n", [.. Prepare(real.File), List(real.File), Invite(real.File)], invited, real.File);
        foreach (var command in invited.Calls.Where(call => call.StartsWith("dotnet", StringComparison.Ordinal)).Select(call => Bracketed().Matches(
            call)).Append(Printed(invited.Output)))
        {
            var answer = await real.RunAsync([.. command.Select(word => word.Groups["word"].Value).SkipWhile(word => word != "--").Skip(1)]);
            Assert.True(answer.ExitCode == 0, answer.Error);
        }

        using var second = new PlayedPrograms(await UsersAsync(real), closed: 0, invites: true);
        AssertPrinted(
            shell, $"{Greeting}{Prepared}There is an operator already.\n", [.. Prepare(real.File), List(real.File)], await RunAsync(shell, second,
                tables: real.File), real.File);
    }

    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task A_vault_that_opens_late_is_asked_again(string shell)
    {
        using var programs = new PlayedPrograms("[]", closed: 0, invites: true, closedVault: 2);
        AssertPrinted(
            shell, $"{Greeting}{Late(15)}{Late(30)}{Prepared}{Uninvited(Tables)}",
            [Root(Tables), "sleep [15]", Root(Tables), "sleep [30]", .. Prepare(Tables)], await RunAsync(shell, programs, atTerminal: false));
    }

    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task A_vault_that_stays_closed_does_not_fail_the_deployment(string shell)
    {
        using var programs = new PlayedPrograms("[]", closed: 0, invites: true, closedVault: 4);
        AssertPrinted(
            shell, $"{Greeting}{Late(15)}{Late(30)}{Late(60)}Azure does not allow that (403).\n{Unprepared}{Uninvited(Tables)}",
            [Root(Tables), "sleep [15]", Root(Tables), "sleep [30]", Root(Tables), "sleep [60]", Root(Tables)], await RunAsync(shell, programs,
                atTerminal: false));
    }

    /// <summary>An instance of the previous version runs until the app is deployed. It may still add a row without a seal.</summary>
    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task After_the_hook_has_sealed_a_row_the_next_deployment_still_accepts_rows_without_a_seal(string shell)
    {
        using var programs = new PlayedPrograms("[]", closed: 0, invites: true, sealing: "Sealed 2 rows.");
        var run = await RunAsync(shell, programs, atTerminal: false);
        Assert.Equal([Root(Tables), Seal(Tables), Doctor(Tables)], run.Calls);
    }

    /// <summary>If only sealed rows count, the seal would make an attacker's row count, too.</summary>
    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task A_deployment_that_accepts_only_sealed_rows_seals_no_row(string shell)
    {
        using var programs = new PlayedPrograms("[]", closed: 0, invites: true);
        var run = await HookRun.StartAsync(
            shell, programs, atTerminal: false, new Dictionary<string, string?>(Outputs(Tables)) { ["TOLLGATE_SIGNING_SEALED_ONLY"] = "true" });
        Assert.Equal([Root(Tables), Doctor(Tables)], run.Calls);
    }

    private static Task<HookRun> RunAsync(string shell, PlayedPrograms programs, bool atTerminal = true, string tables = Tables) =>
        HookRun.StartAsync(shell, programs, atTerminal, Outputs(tables));

    private static Dictionary<string, string?> Outputs(string tables) => new()
    {
        ["TOLLGATE_TABLES_URI"] = tables,
        ["TOLLGATE_DEPLOYED_ISSUER"] = Issuer,
        ["TOLLGATE_SIGNING_SEALED_ONLY"] = null,
        ["SERVICE_API_HOSTS"] = null,
    };

    [Theory]
    [InlineData("sh", "func-x.azurewebsites.net", true)]
    [InlineData("sh", "func-x.azurewebsites.net auth.example", false)]
    [InlineData("ps1", "func-x.azurewebsites.net", true)]
    [InlineData("ps1", "func-x.azurewebsites.net auth.example", false)]
    public async Task The_hook_warns_of_an_issuer_whose_host_does_not_reach_the_app(string shell, string hosts, bool isSaid)
    {
        using var programs = new PlayedPrograms("[]", closed: 0, invites: true);
        var run = await HookRun.StartAsync(
            shell, programs, atTerminal: false, new Dictionary<string, string?>(Outputs(Tables)) { ["SERVICE_API_HOSTS"] = hosts });
        Assert.Equal(isSaid, run.Output.Contains("WARNING: the host auth.example of the issuer does not reach the app", StringComparison.Ordinal));
    }

    /// <summary>Waiting helps only while the role assignments have not taken effect.</summary>
    [Theory]
    [InlineData("sh")]
    [InlineData("ps1")]
    public async Task A_command_that_fails_for_another_reason_is_not_tried_again_and_the_reason_is_printed(string shell)
    {
        using var programs = new PlayedPrograms("[]", closed: 4, invites: true, reason: "The tables are missing.");
        AssertPrinted(
            shell, $"{Greeting}{Prepared}The tables are missing.\n{Uninvited(Tables)}", [.. Prepare(Tables), List(Tables)], await RunAsync(shell, programs));
    }

    private static async Task<string> UsersAsync(OperatorShell real) => (await real.RunAsync("user", "list", "--output", "json", "--tables", real.File)).Output;

    private static void AssertPrinted(string shell, string beginning, string[] calls, HookRun run, string tables = Tables)
    {
        Assert.Equal($"{beginning}{NextSteps(shell, tables)}".TrimEnd('\n'), run.Output.TrimEnd('\n'));
        Assert.Equal(calls, run.Calls);
        Assert.Equal(0, run.ExitCode);
    }

    private static string[] Prepare(string tables) =>
        [Root(tables), Seal(tables), "azd [env] [set] [TOLLGATE_SIGNING_SEALED_ONLY] [true]", Doctor(tables)];

    private static string Root(string tables) => $"dotnet [run] [--project] [src/Operator] [--] [key] [root] [--tables] [{tables}]";

    private static string Seal(string tables) => $"dotnet [run] [--project] [src/Operator] [--] [key] [seal] [--tables] [{tables}]";

    private static string Doctor(string tables) => $"dotnet [run] [--project] [src/Operator] [--] [doctor] [--fix] [--tables] [{tables}]";

    private static string Late(int pause) => $"Your roles do not count yet; trying again in {pause} s.\n";

    private const string Unprepared =
        """
        The signing keys were not prepared. Until they are, the app cannot tell a key of its own from a planted one. Run this later:

          dotnet run --project src/Operator -- key root --vault "" --vault-id "" --app ""


        """;

    private static string List(string tables) => $"dotnet [run] [--project] [src/Operator] [--] [user] [list] [--output] [json] [--tables] [{tables}]";

    private static string Invite(string tables) =>
        $"dotnet [run] [--project] [src/Operator] [--] [user] [invite] [admin] [--operator] [--issuer] [{Issuer}] [--tables] [{tables}]";

    private static string Closed(int pause) => $"Your roles do not count yet; trying again in {pause} s.\n";

    private static string Uninvited(string tables) =>
        $"""
        No operator was invited. Where there is none yet, this prints a link, good once, with which you choose a password:

          dotnet run --project src/Operator -- user invite admin --operator --tables "{tables}" --issuer "{Issuer}"

        """;

    private static string NextSteps(string shell, string tables)
    {
        var curl = shell == "ps1" ? "curl.exe" : "curl";
        return Saving(tables) + $"""

            The pages work as soon as the app is deployed (azd up does that next; else run azd deploy). At {Issuer}/apps operators
            approve and register applications. The same on the command line (it prints the client's id and, once only, its secret):

              dotnet run --project src/Operator -- client add --tables "{tables}" --name "My first service" --grant client_credentials --scope notes.read

            Then ask for a token with that id and secret:

              {curl} --user "CLIENT_ID:CLIENT_SECRET" --data grant_type=client_credentials --data scope=notes.read "{Issuer}/token/"

            Role assignments may take a few minutes to take effect. If a command answers 403 or the app 5xx, wait and try again.

            """;
    }

    private static string Saving(string tables) =>
        $"""

        In vault mode an RS256 signature costs a fifth of an ES256 one: $3 instead of $15 a million. Where workspaces of earlier versions and the
        default one still sign access tokens with ES256, and all APIs accept RS256, this saves the difference (one command for each workspace):

          dotnet run --project src/Operator -- workspace set default --access-token-algorithm RS256 --tables "{tables}"

        """;

    /// <summary>The arguments of the last command that the hook prints for the operator.</summary>
    private static MatchCollection Printed(string output) =>
        Words().Matches(output.Split('\n').Last(line => line.StartsWith("  dotnet run", StringComparison.Ordinal)));

    [GeneratedRegex(@"\[(?<word>[^]]*)\]")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"""(?<word>[^""]*)""|(?<word>\S+)")]
    private static partial Regex Words();
}
