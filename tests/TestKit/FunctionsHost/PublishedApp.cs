using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>A function app as it is deployed, published on first use; several test processes may ask at once.</summary>
public static class PublishedApp
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Published = new();

    private static string Home { get; } = Repository.PathOf("tests", "TestKit", "obj", "published");

    /// <summary>The folder of the function app, which nobody may write to.</summary>
    public static Task<string> FolderAsync() => FolderOfAsync("src/Functions");

    /// <summary>The same of another project.</summary>
    public static Task<string> FolderOfAsync(string project) =>
        Published.GetOrAdd(project, _ => new Lazy<Task<string>>(() => PublishAsync(project))).Value;

    private static async Task<string> PublishAsync(string project)
    {
        Directory.CreateDirectory(Home);
        using var turn = await Turn.WaitAsync(Path.Combine(Home, ".lock"));
        // The folder is named by what it was made of, so tests that still run an older one are left alone.
        var folder = Path.Combine(Home, $"{Path.GetFileName(project)}-{SourcesHash(project)}");
        if (Directory.Exists(folder))
            return folder;
        var making = folder + ".new";
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        await ChildProcess.RunAsync(
            "dotnet", ["publish", project, "--configuration", "Release", "--output", making, "--nologo", "-p:AllowStandIn=true"], Repository.Root);
        Directory.Move(making, folder);
        return folder;
    }

    private static string SourcesHash(string project)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Sources(project).Order(StringComparer.Ordinal))
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        return Convert.ToHexString(hash.GetHashAndReset())[..12];
    }

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Repository.Root, "Directory.*")
            .Append(Repository.PathOf("host.json"))
            .Concat(new[] { project, "src/Domain", "src/Functions", "stand-ins" }.Distinct().SelectMany(
                folder => Directory.EnumerateFiles(Repository.PathOf(folder.Split('/')), "*", SearchOption.AllDirectories)))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "feed"));
}
