using Tollgate.Operator.Keys;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment.Hooks;

/// <summary>
/// A folder that takes the place of the PATH: dotnet, azd and az write down how they were called and answer as told; nobody really sleeps.
/// </summary>
internal sealed class PlayedPrograms : IDisposable
{
    public const string Link = "https://auth.example/invitation?ticket=once";

    private readonly TemporaryFolder _folder = new();

    /// <param name="users">What the list of users is.</param>
    /// <param name="closed">How often the tables are closed before they open.</param>
    /// <param name="closedVault">How often the vault is closed before it opens.</param>
    /// <param name="sealing">What <c>key seal</c> prints.</param>
    /// <param name="invites">Whether an invitation succeeds.</param>
    /// <param name="reason">What a command says while the tables are closed.</param>
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
        // PowerShell reads this before a script, unless it is told not to; a function comes before a built-in command of its name.
        File.WriteAllText(_folder.PathOf("powershell/profile.ps1"), "function global:Start-Sleep([int] $Seconds) { sleep $Seconds }\n");
    }

    public string Programs => _folder.PathOf("bin");

    /// <summary>What PowerShell takes for the folder of the user's settings.</summary>
    public string Settings => _folder.Path;

    /// <summary>How the programs were called, in order.</summary>
    public IReadOnlyList<string> Calls => File.ReadAllLines(Log);

    private string Log => _folder.PathOf("calls");

    /// <summary>Where a program of this machine lies; null where it has none of this name.</summary>
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
