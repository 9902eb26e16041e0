using System.Reflection.PortableExecutable;
using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

public sealed class PublishFolderTests
{
    /// <summary>Twice what it has with stand-ins: the published packages bring the channel to the host along.</summary>
    private const long MaximumSize = 20_000_000;

    [Fact]
    public async Task The_published_app_has_a_host_json_without_a_route_prefix()
    {
        using var folder = new TemporaryFolder();
        await ChildProcess.RunAsync(
            "dotnet",
            ["publish", "src/Functions", "--configuration", "Release", "--output", folder.Path],
            Repository.Root);
        using var host = JsonDocument.Parse(await File.ReadAllTextAsync(folder.PathOf("host.json")));
        Assert.Equal("", host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.True(File.Exists(folder.PathOf("Tollgate.Functions.dll")));
        Assert.False(File.Exists(folder.PathOf("local.settings.json")));
        AssertCompiledAhead(folder.PathOf("Tollgate.Domain.dll"));
        AssertCompiledAhead(folder.PathOf("Tollgate.Functions.dll"));
        var size = Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.True(size < MaximumSize, $"The package has grown to {size:N0} octets; a cold start has to fetch all of it.");
    }

    /// <summary>A compiled-ahead assembly says so in its CLI header: it has a managed native header.</summary>
    private static void AssertCompiledAhead(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        Assert.True(image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, path);
    }
}
