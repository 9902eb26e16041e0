using System.Security.Cryptography;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>The function app as it is deployed, published on first use; several test processes may ask at once.</summary>
public static class PublishedApp
{
    private static readonly Lazy<Task<string>> Published = new(PublishAsync);

    private static string Home { get; } = Repository.PathOf("tests", "TestKit", "obj", "published");

    /// <summary>The folder of the app, which nobody may write to.</summary>
    public static Task<string> FolderAsync() => Published.Value;

    private static async Task<string> PublishAsync()
    {
        Directory.CreateDirectory(Home);
        using var turn = await Turn.WaitAsync(Path.Combine(Home, ".lock"));
        // The folder is named by what it was made of, so tests that still run an older one are left alone.
        var folder = Path.Combine(Home, SourcesHash());
        if (File.Exists(Path.Combine(folder, "host.json")))
            return folder;
        var making = folder + ".new";
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        await ChildProcess.RunAsync(
            "dotnet", ["publish", "src/Functions", "--configuration", "Release", "--output", making, "--nologo", "-p:AllowStandIn=true"], Repository.Root);
        Directory.Move(making, folder);
        return folder;
    }

    private static string SourcesHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Sources().Order(StringComparer.Ordinal))
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        return Convert.ToHexString(hash.GetHashAndReset())[..12];
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Repository.Root, "Directory.*")
            .Append(Repository.PathOf("host.json"))
            .Concat(new[] { "src/Domain", "src/Functions", "stand-ins" }.SelectMany(
                folder => Directory.EnumerateFiles(Repository.PathOf(folder.Split('/')), "*", SearchOption.AllDirectories)))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "feed"));
}
