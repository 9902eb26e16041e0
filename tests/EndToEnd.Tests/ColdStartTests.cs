using System.Text;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>What a process loads on its way to the first token: each assembly is time that somebody waits.</summary>
public sealed class ColdStartTests
{
    [Fact]
    public async Task No_assembly_is_loaded_before_the_first_token_that_is_not_on_the_list()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The list of a process's files is read from /proc.");
        await using var host = await LocalHostProcess.StartAsync("--log", "Warning");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/token")
        {
            Headers = { { "Authorization", "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("demo-service:demo-service-secret")) } },
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);

        var loaded = File.ReadLines($"/proc/{host.Id}/maps").Where(line => line.EndsWith(".dll", StringComparison.Ordinal)).Select(Path.GetFileName).Distinct();
        var listed = await File.ReadAllLinesAsync(
            Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "cold-start-assemblies.txt"), TestContext.Current.CancellationToken);

        Assert.Empty(loaded.Except(listed));
    }
}
