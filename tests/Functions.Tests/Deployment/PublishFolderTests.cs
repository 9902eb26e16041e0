using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

public sealed class PublishFolderTests
{
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
    }
}
