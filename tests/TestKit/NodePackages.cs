using System.ComponentModel;

namespace Tollgate.TestKit;

/// <summary>The npm packages of tests/npm, installed from its lockfile on first use; several test processes may ask at once.</summary>
public static class NodePackages
{
    private static readonly Lazy<Task<string?>> Installed = new(InstallAsync);

    public static string Folder { get; } = Repository.PathOf("tests", "npm");

    /// <summary>Null when everything is in place, else why it is not: the reason for a skip.</summary>
    public static Task<string?> WhyMissingAsync() => Installed.Value;

    private static async Task<string?> InstallAsync()
    {
        try
        {
            await ChildProcess.RunAsync("node", ["--version"], Folder);
        }
        catch (Win32Exception)
        {
            return "Node.js is not installed on this machine.";
        }

        using var turn = await Turn.WaitAsync(Path.Combine(Folder, ".lock"));
        var stamp = Path.Combine(Folder, "node_modules", ".installed");
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
            return null;
        // A failed install is a failed test run, not a reason to skip.
        await ChildProcess.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], Folder);
        await File.WriteAllTextAsync(stamp, wanted);
        return null;
    }
}
