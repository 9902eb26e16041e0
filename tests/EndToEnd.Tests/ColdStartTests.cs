using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;

namespace Tollgate.EndToEnd.Tests;

/// <summary>What a worker loads on its way to the first token: each assembly is time that somebody waits. bench/ColdStart measures it.</summary>
public sealed class ColdStartTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_assemblies_that_are_loaded_before_the_first_token_are_those_of_the_list()
    {
        Skipped.Unless(OperatingSystem.IsLinux(), "The list of a process's files is read from /proc.");
        await using var server = await WorkerProcess.StartAsync("--tables", azurite.Server.NewAccount());
        Assert.True((await OAuthClient.Service(server.Client).ClientCredentialsAsync(TestContext.Current.CancellationToken)).IsSuccess);

        var loaded = (await File.ReadAllLinesAsync($"/proc/{server.Id}/maps", TestContext.Current.CancellationToken))
            .Where(line => line.EndsWith(".dll", StringComparison.Ordinal)).Select(Path.GetFileName).Distinct().ToList();
        var listed = await File.ReadAllLinesAsync(
            Repository.PathOf("tests", "EndToEnd.Tests", "cold-start-assemblies.txt"), TestContext.Current.CancellationToken);

        Assert.Empty(loaded.Except(listed));
        // The framework loads some of its own sooner or later; what comes with the app is loaded or leaves the list.
        Assert.Empty(listed.Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).Except(loaded));
    }
}
