using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment.Hooks;

/// <summary>One run of a hook: how it ended, what it printed, what it called.</summary>
internal sealed partial record HookRun(int ExitCode, string Output, IReadOnlyList<string> Calls)
{
    private static readonly string? ScriptProgram = OperatingSystem.IsLinux() ? PlayedPrograms.Find("script") : null;

    /// <summary>Runs the hook as azd does, from the root of the repository, before played programs.</summary>
    /// <param name="shell">The ending of its file: sh or ps1.</param>
    /// <param name="environment">A variable without a value is not set.</param>
    public static async Task<HookRun> StartAsync(
        string shell, PlayedPrograms programs, bool atTerminal, IReadOnlyDictionary<string, string?> environment)
    {
        Skipped.When(OperatingSystem.IsWindows(), "The programs that the tests of the hooks play are shell scripts.");
        Skipped.When(atTerminal && ScriptProgram is null, "The program script of util-linux, which plays a terminal, is not on this machine.");
        if (shell == "ps1")
            await DotnetTools.InstalledAsync();
        var hook = $"./infra/hooks/postprovision.{shell}";
        string[] command = shell == "ps1" ? [PlayedPrograms.Find("dotnet")!, "tool", "run", "pwsh", "--", hook] : [hook];
        string[] started = atTerminal ? [ScriptProgram!, "-qec", string.Join(' ', command), "/dev/null"] : command;
        // env, so that a variable can be not set.
        await using var process = ChildProcess.Start("/usr/bin/env", [.. Settings(programs, environment), .. started], Repository.Root);
        var exitCode = await process.WaitForExitAsync();
        return new HookRun(exitCode, TerminalCodes().Replace(process.Output, ""), programs.Calls);
    }

    private static IEnumerable<string> Settings(PlayedPrograms programs, IReadOnlyDictionary<string, string?> environment) =>
    [
        .. environment.Where(each => each.Value is null).SelectMany(each => new[] { "-u", each.Key }),
        .. environment.Where(each => each.Value is not null).Select(each => $"{each.Key}={each.Value}"),
        $"PATH={programs.Programs}", $"XDG_CONFIG_HOME={programs.Settings}", "NO_COLOR=1", "POWERSHELL_TELEMETRY_OPTOUT=1", "POWERSHELL_UPDATECHECK=Off",
    ];

    /// <summary>What a terminal gets besides text: carriage returns, modes of its keys, its title.</summary>
    [GeneratedRegex(@"\r|\e\[[?0-9;]*[A-Za-z]|\e=|\e\][^\a]*\a")]
    private static partial Regex TerminalCodes();
}
