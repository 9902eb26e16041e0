using System.Reflection.PortableExecutable;
using System.Text.Json;
using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;

namespace Tollgate.Functions.Tests.Deployment;

public sealed class PublishFolderTests
{
    /// <summary>The limit is a third more than the current size.</summary>
    private const long MaximumSize = 20_000_000;

    [Fact]
    public async Task The_published_app_has_a_host_json_without_a_route_prefix()
    {
        var folder = await PublishedApp.FolderAsync();
        using var host = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "host.json")));
        Assert.Equal("", host.RootElement.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.True(File.Exists(Path.Combine(folder, "Tollgate.Functions.dll")));
        Assert.False(File.Exists(Path.Combine(folder, "local.settings.json")));
        AssertCompiledAhead(Path.Combine(folder, "Tollgate.Domain.dll"));
        AssertCompiledAhead(Path.Combine(folder, "Tollgate.Functions.dll"));
        var size = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.True(size < MaximumSize, $"The package has grown to {size:N0} octets; a cold start has to fetch all of it.");
    }

    /// <summary>The check runs before compilation, so this test takes only a second.</summary>
    [Fact]
    public async Task A_stand_in_is_not_published()
    {
        Skipped.Unless(
            Directory.EnumerateFiles(Repository.PathOf("stand-ins", "feed"), "*.nupkg").Any(), "The package feed has all packages: there is no stand-in.");
        using var folder = new TemporaryFolder();
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => PublishedApp.PublishAsync("src/Functions", folder.Path));
        Assert.Contains("publish on a machine whose package feed has Azure.Security.KeyVault.Keys", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    /// <summary>The CLI header of a compiled-ahead assembly has a managed native header.</summary>
    private static void AssertCompiledAhead(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        Assert.True(image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, path);
    }
}
