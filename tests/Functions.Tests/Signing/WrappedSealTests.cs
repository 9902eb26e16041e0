using System.Security.Cryptography;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Events;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Sealing;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>
/// An attacker who can write to the tables and knows the public key of the vault's key can plant a row that the vault unwraps. The seal distinguishes a
/// row of the app from such a row.
/// </summary>
public sealed class WrappedSealTests : IAsyncLifetime
{
    private WrappedScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await WrappedScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_key_that_the_app_makes_has_a_right_seal()
    {
        await _scene.Instance("ES256", "RS256").TokenAsync("RS256");
        var rows = await _scene.RowsAsync();
        Assert.Equal(2, rows.Count);
        foreach (var row in rows)
            Assert.Equal(MacVerdict.Right, await _scene.Seals.CheckAsync(row, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_planted_row_with_a_made_up_seal_is_neither_published_nor_accepted_nor_signed_with(bool isSealedOnly)
    {
        _scene.IsSealedOnly = isSealedOnly;
        var warm = _scene.Instance();
        var genuine = await warm.CurrentIdAsync();
        var planted = await PlantAsync(seal: RandomNumberGenerator.GetBytes(36));

        _scene.Time.Advance(_scene.Schedule.Announcement * 2);
        foreach (var instance in new[] { warm, _scene.Instance() })
        {
            await WrappedScene.ReadAsync(instance);
            Assert.Equal([genuine], await instance.PublishedIdsAsync());
            Assert.Equal(genuine, await instance.CurrentIdAsync());
            Assert.NotEqual(planted, genuine);
        }
    }

    [Fact]
    public async Task A_planted_row_is_one_error_with_the_id_that_alerts_know()
    {
        var warm = _scene.Instance();
        await WrappedScene.ReadAsync(warm);
        await PlantAsync(seal: RandomNumberGenerator.GetBytes(36));
        for (var i = 0; i < 5; i++)
            await _scene.PassAsync(_scene.Schedule.Withdrawal, warm);
        await warm.CurrentIdAsync();

        var error = Assert.Single(_scene.Log.Entries, entry => entry.Level == LogLevel.Error);
        Assert.Equal((1302, "KeyRowUntrusted"), (error.Id.Id, error.Id.Name));
        Assert.Contains("ES256|000000002", error.Message);
        Assert.Contains("wrong seal", error.Message);
    }

    [Fact]
    public async Task A_planted_row_does_not_make_the_app_make_a_key_at_every_reading()
    {
        var warm = _scene.Instance();
        await WrappedScene.ReadAsync(warm);
        await PlantAsync(seal: [], sequence: 999_999_999);
        for (var i = 0; i < 5; i++)
            await _scene.PassAsync(_scene.Schedule.Withdrawal, warm);
        Assert.Equal(2, (await _scene.RowsAsync()).Count);

        // The planted row does not use up the sequence numbers either.
        await _scene.PassAsync(_scene.Schedule.RotateAfter, warm);
        Assert.Equal([1, 2, 999_999_999], (await _scene.RowsAsync()).Select(row => row.Sequence));
    }

    [Fact]
    public async Task A_planted_row_at_the_next_number_does_not_keep_the_next_key_from_being_made()
    {
        var warm = _scene.Instance();
        await WrappedScene.ReadAsync(warm);
        await PlantAsync(seal: []);
        await _scene.PassAsync(_scene.Schedule.RotateAfter, warm);
        Assert.Equal([1, 2, 3], (await _scene.RowsAsync()).Select(row => row.Sequence));
        Assert.Equal(MacVerdict.Right, await _scene.Seals.CheckAsync((await _scene.RowsAsync())[2], default));
    }

    /// <summary>Instances of the previous version create rows without a seal while they run beside the new version.</summary>
    [Fact]
    public async Task A_row_without_a_seal_counts_until_the_deployment_takes_sealed_rows_only()
    {
        await _scene.Instance().TokenAsync();
        var old = await UnsealAsync();

        Assert.Equal([old], await _scene.Instance().PublishedIdsAsync());
        Assert.Equal(old, await _scene.Instance().CurrentIdAsync());

        _scene.IsSealedOnly = true;
        var strict = _scene.Instance();
        Assert.NotEqual(old, await strict.CurrentIdAsync());
        Assert.DoesNotContain(old, await strict.PublishedIdsAsync());
        Assert.Contains(_scene.Log.Entries, entry => entry.Level == LogLevel.Error && entry.Message.Contains("has no seal"));
    }

    [Theory]
    [InlineData("PublicKey")]
    [InlineData("IsRevoked")]
    [InlineData("RotateAt")]
    [InlineData("CreatedAt")]
    public async Task A_row_that_an_attacker_changes_no_longer_counts(string column)
    {
        var warm = _scene.Instance();
        await warm.TokenAsync();
        await _scene.ChangeAsync((await _scene.RowsAsync())[0] with { IsRevoked = true });
        await _scene.PassAsync(_scene.Schedule.Withdrawal, warm);
        var second = (await _scene.RowsAsync())[1];
        await ChangeAsync("ES256|000000002", row => row[column] = column switch
        {
            "PublicKey" => Other(),
            "IsRevoked" => true,
            _ => second.CreatedAt.AddDays(-1),
        });

        foreach (var instance in new[] { warm, _scene.Instance() })
        {
            await _scene.PassAsync(_scene.Schedule.Withdrawal, instance);
            Assert.DoesNotContain(second.ReadPublicKey().KeyId, await instance.PublishedIdsAsync());
        }
    }

    [Fact]
    public async Task A_revoked_row_that_is_declared_good_stays_out()
    {
        var keys = _scene.Instance();
        var first = await keys.CurrentIdAsync();
        await _scene.ChangeAsync((await _scene.RowsAsync())[0] with { IsRevoked = true });
        await ChangeAsync("ES256|000000001", row => row["IsRevoked"] = false);

        Assert.DoesNotContain(first, await _scene.Instance().PublishedIdsAsync());
    }

    [Fact]
    public async Task A_row_under_an_older_root_counts()
    {
        var first = await _scene.Instance().CurrentIdAsync();
        _scene.Roots.Rotate();
        Assert.Equal(first, await _scene.Instance().CurrentIdAsync());
    }

    [Fact]
    public async Task While_the_root_is_out_of_reach_a_cold_instance_has_no_JWK_Set_and_a_warm_one_goes_on()
    {
        var warm = _scene.Instance();
        var kid = await warm.CurrentIdAsync();
        await warm.Upkeep;
        _scene.Roots.Fault = new TimeoutException("The vault is out of reach.");
        var cold = _scene.Instance();
        await Assert.ThrowsAsync<TimeoutException>(() => cold.PublishedIdsAsync());

        await _scene.PassAsync(_scene.Schedule.Withdrawal, warm);
        Assert.Equal([kid], await warm.PublishedIdsAsync());
        Assert.True(await warm.VerifiesAsync(await warm.TokenAsync()));

        _scene.Roots.Fault = null;
        Assert.Equal([kid], await cold.PublishedIdsAsync());
    }

    [Fact]
    public async Task Without_a_root_sealed_rows_do_not_count_and_one_error_says_what_to_do()
    {
        await _scene.Instance().TokenAsync();
        _scene.Roots.Fault = new NoSealingRootException("The vault has no secret sealing-root.");
        var cold = _scene.Instance();
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<NoSigningKeyException>(() => cold.PublishedIdsAsync());
        Assert.Contains("no secret sealing-root", Assert.Single(_scene.Log.Entries, entry => entry.Level == LogLevel.Error).Message);
    }

    /// <summary>This happens when the new version runs before the deployment has created the secret.</summary>
    [Fact]
    public async Task Without_a_root_new_keys_have_no_seal_unless_only_sealed_keys_count()
    {
        _scene.Roots.Fault = new NoSealingRootException("The vault has no secret sealing-root.");
        var keys = _scene.Instance();
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
        Assert.Null(Assert.Single(await _scene.RowsAsync()).Seal);

        _scene.IsSealedOnly = true;
        await Assert.ThrowsAsync<NoSigningKeyException>(() => _scene.Instance().TokenAsync());
        Assert.Single(await _scene.RowsAsync());
    }

    /// <summary>docs/threat-model.md states this limit.</summary>
    [Fact]
    public async Task A_row_that_is_put_back_to_an_earlier_sealed_state_is_not_noticed()
    {
        var first = await _scene.Instance().CurrentIdAsync();
        var before = Assert.Single(await _scene.RowsAsync());
        await _scene.ChangeAsync(before with { RotateAt = _scene.Time.GetUtcNow().AddDays(1) });
        var sealedBefore = Assert.Single(await _scene.RowsAsync());
        await _scene.ChangeAsync(sealedBefore with { IsRevoked = true });
        await ChangeAsync("ES256|000000001", row => (row["IsRevoked"], row["Seal"]) = (false, sealedBefore.Seal));

        Assert.Equal([first], await _scene.Instance().PublishedIdsAsync());
    }

    /// <summary>The handler answers each of the two requests only when the other has arrived.</summary>
    [Fact]
    public async Task A_cold_instance_asks_for_the_root_and_for_its_key_at_the_same_time()
    {
        var kid = await _scene.Instance().CurrentIdAsync();
        _scene.Vault.Log.Clear();
        using var meeting = new Meeting(_scene.Vault.CreateHandler());
        using var roots = new VaultSealingRoots(
            () => VaultRootSecret.Open(_scene.Vault.Uri, _scene.Vault.Credential, _scene.Time, options =>
                (options.Transport, options.Retry.NetworkTimeout) = (new HttpClientTransport(meeting), TimeSpan.FromMinutes(2))),
            _scene.Time);
        var client = _scene.Client(options =>
            (options.Transport, options.Retry.NetworkTimeout) = (new HttpClientTransport(meeting), TimeSpan.FromMinutes(2)));
        using var cold = new WrappedSigningKeys(
            new EpochKeyTable(_scene.Tables), _scene.Envelope(client), new EpochSeals(new Sealer(roots, new Randomness())), true, ["ES256"], _scene.Schedule,
            _scene.Time, EventListeners.None);

        Assert.Equal(kid, await cold.CurrentIdAsync());

        await cold.Upkeep;
        Assert.Equal(
            ["getsecret", "unwrapkey"], _scene.Vault.Requests.Where(request => request.Status == 200).Select(request => request.Operation).Order());
    }

    private sealed class Meeting(HttpMessageHandler vault) : DelegatingHandler(vault)
    {
        private readonly TaskCompletionSource _root = new();
        private readonly TaskCompletionSource _key = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (request.RequestUri!.AbsolutePath.StartsWith("/secrets/", StringComparison.Ordinal) ? _root : _key).TrySetResult();
            await Task.WhenAll(_root.Task, _key.Task).WaitAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }

    /// <returns>The kid of the key.</returns>
    private async Task<string> PlantAsync(byte[]? seal, int sequence = 2)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var row = await _scene.Envelope().SealAsync("-", "ES256", sequence, pair.ExportSubjectPublicKeyInfo(), pair.ExportPkcs8PrivateKey(), default);
        Assert.True(await _scene.Rows.TryAddAsync(row with { Seal = seal }, default));
        return row.ReadPublicKey().KeyId;
    }

    private async Task<string> UnsealAsync()
    {
        await ChangeAsync("ES256|000000001", row => row.Remove("Seal"));
        return (await _scene.RowsAsync())[0].ReadPublicKey().KeyId;
    }

    private async Task ChangeAsync(string key, Action<TableEntity> change)
    {
        var table = _scene.Tables.GetTableClient(TableNames.SigningKeys);
        var row = (await table.GetEntityAsync<TableEntity>(EpochKeyTable.SharedRing, key)).Value;
        change(row);
        await table.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace);
    }

    private static byte[] Other()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return other.ExportSubjectPublicKeyInfo();
    }
}
