using Tollgate.Operator.Keys;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment.Hooks;

/// <summary>
/// A folder that takes the place of the PATH. It has scripts in place of dotnet, azd, az and sleep. Each script writes down how it was called. The script
/// for dotnet prints what the test wants. The script for sleep does not wait.
/// </summary>
internal sealed class PlayedPrograms : IDisposable
{
    public const string Link = "https://auth.example/invitation?ticket=once";

    private readonly TemporaryFolder _folder = new();

    /// <param name="users">The output of <c>user list</c>.</param>
    /// <param name="closed">How many calls find the tables closed before the tables open.</param>
    /// <param name="closedVault">How many calls find the vault closed before the vault opens.</param>
    /// <param name="sealing">The output of <c>key seal</c>.</param>
    /// <param name="invites">Whether an invitation succeeds.</param>
    /// <param name="reason">The message of a command while the tables are closed.</param>
    public PlayedPrograms(
        string users, int closed, bool invites, int closedVault = 0, string sealing = KeySeal.AllSealed, string reason = "No permission at the tables.")
    {
        Directory.CreateDirectory(Programs);
        Directory.CreateDirectory(_folder.PathOf("powershell"));
        File.WriteAllText(_folder.PathOf("users"), users);
        File.WriteAllText(_folder.PathOf("closed"), $"{closed}\n");
        File.WriteAllText(_folder.PathOf("closed-vault"), $"{closedVault}\n");
        File.WriteAllText(Log, "");
        File.CreateSymbolicLink(Path.Combine(Programs, "cat"), Find("cat")!);
        foreach (var name in new[] { "azd", "az", "sleep" })
            Play(name, "");
        Play("dotnet", $$"""
            case "$*" in
              *' user list '*)
                read -r closed < '{{_folder.PathOf("closed")}}'
                if [ "$closed" -gt 0 ]; then echo $((closed - 1)) > '{{_folder.PathOf("closed")}}'; echo '{{reason}}' >&2; exit 1; fi
                cat '{{_folder.PathOf("users")}}' ;;
              *' key root '*)
                read -r closed < '{{_folder.PathOf("closed-vault")}}'
                if [ "$closed" -gt 0 ]; then
                  echo $((closed - 1)) > '{{_folder.PathOf("closed-vault")}}'; echo 'Azure does not allow that (403).' >&2; exit 1
                fi
                echo 'Made the secret sealing-root.' ;;
              *' key seal '*) echo '{{sealing}}' ;;
              *' doctor '*) echo 'Nothing is wrong.' ;;
              *) {{(invites ? $"echo '{Link}'" : "echo 'No invitation.' >&2; exit 1")}} ;;
            esac
            """);
        // PowerShell reads its profile before a script, unless -NoProfile is set. A function wins over a built-in command of the same name.
        File.WriteAllText(_folder.PathOf("powershell/profile.ps1"), "function global:Start-Sleep([int] $Seconds) { sleep $Seconds }\n");
    }

    public string Programs => _folder.PathOf("bin");

    /// <summary>The folder that PowerShell takes as the user's settings.</summary>
    public string Settings => _folder.Path;

    /// <summary>The calls of the programs, in order.</summary>
    public IReadOnlyList<string> Calls => File.ReadAllLines(Log);

    private string Log => _folder.PathOf("calls");

    /// <summary>The path of a program on this machine. Null if the machine has no program of this name.</summary>
    public static string? Find(string name) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public void Remove(string name) => File.Delete(Path.Combine(Programs, name));

    public void Dispose() => _folder.Dispose();

    private void Play(string name, string answer)
    {
        var program = Path.Combine(Programs, name);
        File.WriteAllText(program, $"#!/bin/sh\n{{ printf '%s' {name}; printf ' [%s]' \"$@\"; echo; }} >> '{Log}'\n{answer}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
