using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment.Hooks;

/// <summary>One run of a hook: its exit code, its output, and its calls.</summary>
internal sealed partial record HookRun(int ExitCode, string Output, IReadOnlyList<string> Calls)
{
    private static readonly string? ScriptProgram = OperatingSystem.IsLinux() ? PlayedPrograms.Find("script") : null;

    /// <summary>Runs the hook from the root of the repository, as azd does. Played programs replace the real ones.</summary>
    /// <param name="shell">The file extension of the hook: sh or ps1.</param>
    /// <param name="environment">The environment. A variable without a value is unset.</param>
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
        // The program env can unset a variable.
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

    /// <summary>Control sequences that a terminal receives besides text: carriage returns, key modes, and the title.</summary>
    [GeneratedRegex(@"\r|\e\[[?0-9;]*[A-Za-z]|\e=|\e\][^\a]*\a")]
    private static partial Regex TerminalCodes();
}
