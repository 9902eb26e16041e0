using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>A function app as it is deployed. It is published on first use. Several test processes may request it at the same time.</summary>
public static class PublishedApp
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Published = new();

    private static string Home { get; } = Repository.PathOf("tests", "TestKit", "obj", "published");

    /// <summary>The folder of the published function app. Tests must not write to it.</summary>
    public static Task<string> FolderAsync() => FolderOfAsync("src/Functions");

    /// <summary>The folder of another published project.</summary>
    public static async Task<string> FolderOfAsync(string project)
    {
        try
        {
            return await Published.GetOrAdd(project, _ => new Lazy<Task<string>>(() => FindOrPublishAsync(project))).Value;
        }
        catch
        {
            Published.TryRemove(project, out _);
            throw;
        }
    }

    /// <summary>Runs <c>dotnet publish</c> while no other test process does, because all processes share the folder of intermediate files.</summary>
    public static async Task PublishAsync(string project, string folder, params IEnumerable<string> arguments)
    {
        using var turn = await TurnAsync();
        await RunAsync(project, folder, arguments);
    }

    private static async Task<string> FindOrPublishAsync(string project)
    {
        using var turn = await TurnAsync();
        // The name of the folder contains a hash of the sources, so tests that still run an older build are not disturbed.
        var folder = Path.Combine(Home, $"{Path.GetFileName(project)}-{SourcesHash(project)}");
        if (Directory.Exists(folder))
            return folder;
        var making = folder + ".new";
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        await RunAsync(project, making, ["-p:AllowStandIn=true"]);
        Directory.Move(making, folder);
        return folder;
    }

    private static Task<IDisposable> TurnAsync()
    {
        Directory.CreateDirectory(Home);
        return Turn.WaitAsync(Path.Combine(Home, ".lock"));
    }

    private static Task<string> RunAsync(string project, string folder, IEnumerable<string> arguments) => ChildProcess.RunAsync(
        "dotnet", ["publish", project, "--configuration", "Release", "--output", folder, "--nologo", .. arguments], Repository.Root);

    private static string SourcesHash(string project)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Sources(project).Select(file => Path.GetRelativePath(Repository.Root, file)).Where(IsSource).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(Repository.PathOf(file))));
        }

        return Convert.ToHexString(hash.GetHashAndReset())[..12];
    }

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Repository.Root, "Directory.*")
            .Concat(new[] { "global.json", "host.json", "nuget.config" }.Select(file => Repository.PathOf(file)))
            .Concat(new[] { project, "src/Domain", "src/Functions", "stand-ins" }.Distinct().SelectMany(
                folder => Directory.EnumerateFiles(Repository.PathOf(folder.Split('/')), "*", SearchOption.AllDirectories)));

    private static bool IsSource(string file) => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "feed");
}
