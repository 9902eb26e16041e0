using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>The version of the stand-in depends on its sources, so a clone never uses the package of a clone with other sources.</summary>
public sealed class StandInTests : IDisposable
{
    private readonly TemporaryFolder _copy = new();

    public void Dispose() => _copy.Dispose();

    [Fact]
    public async Task The_version_of_the_stand_in_depends_on_each_of_its_files()
    {
        var folder = Repository.PathOf("stand-ins");
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets"
                && !file.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any()).ToList();
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_copy.PathOf(file))!);
            File.Copy(Path.Combine(folder, file), _copy.PathOf(file));
        }

        var seen = new List<string> { await VersionAsync(), await VersionAsync() };
        Assert.Equal(seen[0], seen[1]);
        // One file for each folder and kind is enough, because a run of MSBuild takes most of a second.
        var sources = files.Where(file => file.StartsWith("Azure.", StringComparison.Ordinal)).ToList();
        foreach (var file in sources.GroupBy(file => Path.GetDirectoryName(file) + Path.GetExtension(file)).Select(group => group.Order().First()))
        {
            await File.AppendAllTextAsync(_copy.PathOf(file), "\n");
            seen.Add(await VersionAsync());
        }

        Assert.Equal(seen.Count - 1, seen.Distinct().Count());
        Assert.True(seen.Count >= 5);
    }

    private async Task<string> VersionAsync()
    {
        // This folder does not contain the published package, so MSBuild computes the version of the stand-in.
        var environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = _copy.PathOf("packages") };
        return (await ChildProcess.RunAsync(
            "dotnet", ["msbuild", _copy.PathOf("StandIns.targets"), "-t:NameStandIn", "-getProperty:StandInVersion"], _copy.Path, environment)).Trim();
    }
}
