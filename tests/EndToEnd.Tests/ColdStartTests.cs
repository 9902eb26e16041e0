using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;

namespace Tollgate.EndToEnd.Tests;

/// <summary>The assemblies that a worker loads before the first token. Each assembly delays that token. bench/ColdStart measures the time.</summary>
public sealed class ColdStartTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_worker_loads_exactly_the_listed_assemblies_before_the_first_token()
    {
        Skipped.Unless(OperatingSystem.IsLinux(), "The list of a process's files is read from /proc.");
        await using var server = await WorkerProcess.StartAsync("--tables", azurite.Server.NewAccount());
        Assert.True((await OAuthClient.Service(server.Client).ClientCredentialsAsync(TestContext.Current.CancellationToken)).IsSuccess);

        var loaded = (await File.ReadAllLinesAsync($"/proc/{server.Id}/maps", TestContext.Current.CancellationToken))
            .Where(line => line.EndsWith(".dll", StringComparison.Ordinal)).Select(Path.GetFileName).Distinct().ToList();
        var listed = await File.ReadAllLinesAsync(
            Repository.PathOf("tests", "EndToEnd.Tests", "cold-start-assemblies.txt"), TestContext.Current.CancellationToken);

        Assert.Empty(loaded.Except(listed));
        // The framework loads some of its own assemblies at varying times. All other assemblies of the list must be loaded.
        Assert.Empty(listed.Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).Except(loaded));
    }
}
