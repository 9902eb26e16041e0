using System.ComponentModel;

namespace Tollgate.TestKit;

/// <summary>The npm packages of tests/npm, installed from the lockfile on first use. Several test processes may request them at the same time.</summary>
public static class NodePackages
{
    private static readonly Lazy<Task<string?>> Installed = new(InstallAsync);

    public static string Folder { get; } = Repository.PathOf("tests", "npm");

    /// <summary>The reason for skipping tests. Null if everything that the packages need is in place.</summary>
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
        // If the installation fails, the test run fails. The failure is no reason to skip a test.
        await ChildProcess.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], Folder);
        await File.WriteAllTextAsync(stamp, wanted);
        return null;
    }
}
