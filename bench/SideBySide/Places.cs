using System.Runtime.InteropServices;

namespace Tollgate.SideBySide;

/// <summary>The paths of the measured programs.</summary>
internal static class Places
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string OidcProvider { get; } = Path.Combine(Root, "bench", "oidc-provider");

    /// <summary>Files that the run makes. Git ignores the folder.</summary>
    public static string Scratch { get; } = Path.Combine(Root, "bench", "SideBySide", "bin", "scratch");

    public static string LocalHost { get; } = Built("src", "LocalHost");

    public static string Floor { get; } = Built("bench", "Floor");

    /// <summary>The path of this program, which also runs as its own child process.</summary>
    public static string SideBySide { get; } = typeof(Places).Assembly.Location;

    public static bool IsRelease { get; } = AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal);

    /// <summary>Publishes a project anew with ReadyToRun. Returns the path of the assembly, or of the program if it is self-contained.</summary>
    public static async Task<string> PublishReadyToRunAsync(string folder, string name, bool isSelfContained = false)
    {
        var kind = isSelfContained ? "composite" : "ready-to-run";
        var output = Path.Combine(Scratch, "publish", $"{name}-{kind}");
        await Commands.RunAsync(
            Root,
            "dotnet", "publish", Path.Combine(Root, folder, name), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
            "--self-contained", isSelfContained ? "true" : "false", "-p:PublishReadyToRun=true", $"-p:PublishReadyToRunComposite={isSelfContained}",
            "--artifacts-path", Path.Combine(Scratch, "artifacts", kind), "-o", output, "--nologo", "-v", "quiet", "--disable-build-servers");
        return Path.Combine(output, isSelfContained ? $"Tollgate.{name}" : $"Tollgate.{name}.dll");
    }

    private static string Built(string folder, string name) =>
        Path.Combine(Root, folder, name, "bin", "Release", "net10.0", $"Tollgate.{name}.dll");

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Tollgate.slnx"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmark runs outside the repository."));
}
