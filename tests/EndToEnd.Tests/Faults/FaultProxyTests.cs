using System.Diagnostics;
using System.Net;
using Azure;
using Azure.Data.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;
using Tollgate.TestKit.KeyVault;

namespace Tollgate.EndToEnd.Tests.Faults;

/// <summary>The proxy makes the faults that it promises. The other tests rely on it.</summary>
public sealed class FaultProxyTests(AzuriteFixture azurite)
{
    private const string Table = "proxied";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Fault, bool> Faults => new()
    {
        { Fault.LostRequest, false },
        { Fault.Reset, false },
        { Fault.Stall, false },
        { Fault.Refusal(HttpStatusCode.TooManyRequests), false },
        { Fault.Refusal(HttpStatusCode.InternalServerError), false },
        { Fault.Refusal(HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), false },
        { Fault.LostAnswer, true },
        { Fault.StalledAnswer, true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_request_fails_and_is_applied_or_not(Fault fault, bool isApplied)
    {
        await using var proxy = FaultProxy.Before(azurite.Server);
        var table = await OpenAsync(proxy);
        var key = Guid.NewGuid().ToString("n");
        proxy.Next(1, fault, request => request.IsWrite && request.IsTo(Table));

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => table.AddEntityAsync(new TableEntity(key, "row"), Token));
        if (fault.Kind == FaultKind.Refusal)
            Assert.Equal((int)fault.Status, Assert.IsType<RequestFailedException>(thrown).Status);
        // The proxy passes the next request on.
        Assert.Equal(isApplied, (await table.GetEntityIfExistsAsync<TableEntity>(key, "row", null, Token)).HasValue);
        Assert.Equal(1, proxy.FaultCount);
    }

    [Fact]
    public async Task A_delayed_request_is_late_and_applied()
    {
        await using var proxy = FaultProxy.Before(azurite.Server);
        var table = await OpenAsync(proxy);
        proxy.Next(1, Fault.Delay(TimeSpan.FromMilliseconds(300)));
        var watch = Stopwatch.StartNew();
        await table.AddEntityAsync(new TableEntity(Guid.NewGuid().ToString("n"), "row"), Token);
        Assert.True(watch.ElapsedMilliseconds >= 290, $"{watch.Elapsed}");
    }

    [Fact]
    public async Task A_seed_makes_the_same_requests_fail_again()
    {
        var first = await FailuresAsync(seed: 7);
        Assert.Equal(first, await FailuresAsync(seed: 7));
        Assert.Contains(true, first);
        Assert.Contains(false, first);
    }

    [Fact]
    public async Task A_healed_proxy_lets_everything_through()
    {
        await using var proxy = FaultProxy.Before(azurite.Server);
        var table = await OpenAsync(proxy);
        proxy.Always(Fault.LostRequest);
        await Assert.ThrowsAnyAsync<Exception>(() => table.AddEntityAsync(new TableEntity("never", "row"), Token));
        proxy.Heal();
        await table.AddEntityAsync(new TableEntity(Guid.NewGuid().ToString("n"), "row"), Token);
    }

    [Fact]
    public async Task The_proxy_also_works_before_a_vault()
    {
        await using var vault = await KeyVaultServer.StartAsync();
        await using var proxy = FaultProxy.Before(vault.LoopbackUri.Port, vault.Certificate);
        using var client = new HttpClient(vault.CreateHandler(proxy.Port)) { BaseAddress = vault.LoopbackUri };
        proxy.Next(1, Fault.LostAnswer);
        const string Path = "/keys/signing-es256/create?api-version=7.6";
        using var content = new StringContent("{}");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(Path, content, Token));
        using var answer = await client.PostAsync(Path, content, Token);
        // The vault refuses the request, because it has no access token. This shows that the request reached the vault.
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(2, proxy.Requests.Count);
    }

    private async Task<List<bool>> FailuresAsync(int seed)
    {
        await using var proxy = FaultProxy.Before(azurite.Server);
        var table = await OpenAsync(proxy);
        proxy.Sometimes(0.5, seed, [Fault.Refusal(HttpStatusCode.ServiceUnavailable)], request => request.IsWrite);
        var failures = new List<bool>();
        for (var i = 0; i < 20; i++)
            try
            {
                await table.AddEntityAsync(new TableEntity(Guid.NewGuid().ToString("n"), "row"), Token);
                failures.Add(false);
            }
            catch (RequestFailedException)
            {
                failures.Add(true);
            }

        return failures;
    }

    /// <summary>A client that tries once and waits one second for the answer.</summary>
    private async Task<TableClient> OpenAsync(FaultProxy proxy)
    {
        var options = new TableClientOptions();
        options.Retry.MaxRetries = 0;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(1);
        var service = new TableServiceClient(proxy.Through(azurite.Server), options);
        await service.CreateTableIfNotExistsAsync(Table, Token);
        return service.GetTableClient(Table);
    }
}
