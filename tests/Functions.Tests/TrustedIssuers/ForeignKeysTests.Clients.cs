using Microsoft.AspNetCore.Http;
using Tollgate.Domain.Keys;
using Tollgate.Functions.TrustedIssuers;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.TrustedIssuers;

/// <summary>Keys at addresses that clients have registered.</summary>
public sealed partial class ForeignKeysTests
{
    [Fact]
    public async Task The_keys_of_a_client_are_read_once_and_an_unknown_kid_reads_them_anew_once_a_minute()
    {
        await using var provider = await ForeignProvider.StartAsync();
        for (var i = 0; i < 3; i++)
            Assert.Equal(1, await FindOfClientAsync(provider, "c", provider.Keys[0].KeyId));
        Assert.Equal(1, provider.Fetches);

        for (var i = 0; i < 3; i++)
            Assert.Equal(0, await FindOfClientAsync(provider, "c", "unknown"));
        Assert.Equal(2, provider.Fetches);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await FindOfClientAsync(provider, "c", "unknown"));
        Assert.Equal(3, provider.Fetches);
    }

    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData((64 * 1024) + 1, false)]
    public async Task The_keys_of_a_client_have_64_KiB_at_most(int size, bool isTaken)
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Jwks = http => http.Response.WriteAsync(provider.KeySet().PadRight(size));

        if (isTaken)
            Assert.Equal(1, await FindOfClientAsync(provider, "c", provider.Keys[0].KeyId));
        else
            await Assert.ThrowsAsync<TimeoutException>(() => FindOfClientAsync(provider, "c", provider.Keys[0].KeyId));
    }

    [Fact]
    public async Task Of_a_set_only_the_first_fifty_keys_are_used()
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Keys.AddRange(Enumerable.Range(0, 50).Select(_ => ForeignProvider.NewKey()));

        Assert.Equal(50, await FindOfClientAsync(provider, "c", null));
    }

    [Fact]
    public async Task Only_the_addresses_of_the_last_thousand_clients_are_remembered_and_no_issuer_is_forgotten_for_them()
    {
        await using var provider = await ForeignProvider.StartAsync();
        await FindAsync(provider.Trusted, provider.Keys[0].KeyId);
        provider.Jwks = Status(500);
        for (var i = 0; i < ForeignKeys.MostClients + 1; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAsync<TimeoutException>(() => FindOfClientAsync(provider, $"c{i}", "k"));
        }

        // A failed reading is not repeated within half a minute, so a further request shows that the server has forgotten the address.
        var before = provider.Fetches;
        await Assert.ThrowsAsync<TimeoutException>(() => FindOfClientAsync(provider, $"c{ForeignKeys.MostClients}", "k"));
        Assert.Equal(before, provider.Fetches);
        Assert.Equal(ForeignKeys.MostClients, _keys.RememberedClients);
        Assert.Equal(1, await FindAsync(provider.Trusted, provider.Keys[0].KeyId));
    }

    [Fact]
    public async Task Addresses_of_clients_that_do_not_answer_hold_up_no_issuer()
    {
        var dead = new List<ForeignProvider>();
        var release = new TaskCompletionSource();
        try
        {
            // Four requests at a time go to one host, so it takes many hosts to take all places.
            for (var i = 0; i < 10; i++)
            {
                dead.Add(await ForeignProvider.StartAsync());
                dead[i].Jwks = _ => release.Task;
            }

            var waiting = dead.SelectMany((provider, i) => Enumerable.Range(0, 4).Select(n => FindOfClientAsync(provider, $"c{i}-{n}", "k"))).ToList();
            await Eventually.TrueAsync(() => dead.Sum(provider => provider.Fetches) == 16);
            await using var issuer = await ForeignProvider.StartAsync();

            Assert.Equal(1, await FindAsync(issuer.Trusted, issuer.Keys[0].KeyId));

            Assert.All(waiting, task => Assert.False(task.IsCompleted));
            release.SetResult();
            await Task.WhenAll(waiting.Select(task => Assert.ThrowsAsync<TimeoutException>(() => task)));
        }
        finally
        {
            foreach (var provider in dead)
                await provider.DisposeAsync();
        }
    }

    private async Task<int> FindOfClientAsync(ForeignProvider provider, string clientId, string? keyId) => (await _keys.FindAsync(
        new ForeignKeySource($"client {clientId}", provider.JwksUri) { IsOfClient = true, MaximumSize = 64 * 1024 }, keyId, default)).Count;
}
