using System.Security.Cryptography;
using Azure.Data.Tables;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>The plain private key is stored nowhere, and a row cannot take the place of another row.</summary>
public sealed class WrappedSecrecyTests : IAsyncLifetime
{
    private WrappedScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await WrappedScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_rows_hold_no_part_of_a_private_key_and_no_content_key()
    {
        await _scene.Instance("ES256", "RS256").TokenAsync("RS256");
        var rows = await RawAsync();
        foreach (var row in await _scene.RowsAsync())
        {
            var plain = await _scene.Envelope().OpenAsync(row, CancellationToken.None);
            foreach (var secret in SecretsOf(row.Algorithm, plain).Append(plain))
                Assert.DoesNotContain(rows, value => Holds(value, secret));
            // The search finds a value that is in the rows.
            Assert.Contains(rows, value => Holds(value, row.PublicKey));
        }
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("PS256")]
    public async Task A_closed_key_is_zeroed_and_signs_no_more(string algorithm)
    {
        await _scene.Instance(algorithm).TokenAsync(algorithm);
        var row = Assert.Single(await _scene.RowsAsync());
        byte[] plain = [];
        var key = new UnwrappedKey(row, row.ReadPublicKey(), async (epoch, token) => plain = await _scene.Envelope().OpenAsync(epoch, token));
        var opened = await key.OpenAsync();
        await opened.SignAsync("x"u8.ToArray(), default);
        Assert.Contains(plain, octet => octet != 0);

        key.Close();

        Assert.DoesNotContain(plain, octet => octet != 0);
        Assert.Null(key.Opened);
        await Assert.ThrowsAsync<SigningKeyClosedException>(async () => await opened.SignAsync("x"u8.ToArray(), default));
        await (await key.OpenAsync()).SignAsync("x"u8.ToArray(), default);
    }

    [Fact]
    public async Task A_key_that_is_closed_while_the_vault_opens_it_stays_closed_and_zeroed()
    {
        await _scene.Instance().TokenAsync();
        var row = Assert.Single(await _scene.RowsAsync());
        var plain = await _scene.Envelope().OpenAsync(row, CancellationToken.None);
        var answer = new TaskCompletionSource<byte[]>();
        var key = new UnwrappedKey(row, row.ReadPublicKey(), (_, _) => answer.Task);
        var opening = key.OpenAsync();

        key.Close();
        answer.SetResult(plain);

        await Assert.ThrowsAsync<SigningKeyClosedException>(() => opening);
        Assert.Null(key.Opened);
        Assert.DoesNotContain(plain, octet => octet != 0);
    }

    [Fact]
    public async Task Keys_that_are_dropped_are_closed()
    {
        var keys = _scene.Instance();
        await keys.TokenAsync();
        var revoked = await keys.CurrentAsync("ES256", CancellationToken.None);
        await _scene.ChangeAsync((await _scene.RowsAsync())[0] with { IsRevoked = true });
        await _scene.PassAsync(_scene.Schedule.Keepable, keys);
        await Assert.ThrowsAsync<SigningKeyClosedException>(async () => await revoked.SignAsync("x"u8.ToArray(), default));

        var current = await keys.CurrentAsync("ES256", CancellationToken.None);
        keys.Dispose();
        await Assert.ThrowsAsync<SigningKeyClosedException>(async () => await current.SignAsync("x"u8.ToArray(), default));
    }

    /// <summary>While keys are opened and closed, each signature is valid or fails with a temporary fault. No signature is wrong.</summary>
    [Fact]
    public async Task Closing_and_opening_under_load_makes_no_bad_signature()
    {
        await _scene.Instance().TokenAsync();
        var row = Assert.Single(await _scene.RowsAsync());
        var plain = await _scene.Envelope().OpenAsync(row, CancellationToken.None);
        var publicKey = row.ReadPublicKey();
        using var key = new UnwrappedKey(row, publicKey, (_, _) => Task.FromResult(plain.ToArray()));
        var (good, closed) = (0, 0);

        await Parallel.ForAsync(0, 4000, async (i, _) =>
        {
            if (i % 16 == 0)
                key.Close();
            try
            {
                var signature = await (await key.OpenAsync()).SignAsync("x"u8.ToArray(), default);
                Assert.True(publicKey.Verify("x"u8, signature));
                Interlocked.Increment(ref good);
            }
            catch (SigningKeyClosedException)
            {
                Interlocked.Increment(ref closed);
            }
        });

        Assert.Equal(4000, good + closed);
        Assert.True(good > 0);
    }

    [Theory]
    [InlineData("Sealed", 0)]
    [InlineData("Sealed", 12)]
    [InlineData("Sealed", 40)]
    [InlineData("ContentKey", 3)]
    public async Task A_tampered_row_is_refused(string column, int at)
    {
        await _scene.Instance().TokenAsync();
        await TamperAsync(row => ((byte[])row[column])[at] ^= 1);

        var cold = _scene.Instance();
        Assert.NotNull(await Record.ExceptionAsync(() => cold.TokenAsync()));
    }

    [Theory]
    [InlineData("Sealed")]
    [InlineData("ContentKey")]
    [InlineData("WrapKeyVersion")]
    public async Task A_truncated_row_is_refused(string column)
    {
        await _scene.Instance().TokenAsync();
        await TamperAsync(row => row.Remove(column));

        Assert.NotNull(await Record.ExceptionAsync(() => _scene.Instance().TokenAsync()));
    }

    [Fact]
    public async Task A_public_key_of_another_key_pair_is_refused()
    {
        await _scene.Instance().TokenAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await TamperAsync(row =>
        {
            row["PublicKey"] = other.ExportSubjectPublicKeyInfo();
            row.Remove("Seal");
        });

        await Assert.ThrowsAsync<AuthenticationTagMismatchException>(() => _scene.Instance().TokenAsync());
    }

    [Fact]
    public async Task Rows_that_changed_places_are_refused()
    {
        var keys = _scene.Instance();
        await keys.TokenAsync();
        await _scene.ChangeAsync((await _scene.RowsAsync())[0] with { RotateAt = _scene.Time.GetUtcNow() });
        await _scene.PassAsync(_scene.Schedule.Keepable, keys);
        var (one, two) = ((await _scene.RowsAsync())[0], (await _scene.RowsAsync())[1]);
        await _scene.ChangeAsync(Contents(one, two));
        await _scene.ChangeAsync(Contents(two, one));

        await Assert.ThrowsAsync<AuthenticationTagMismatchException>(() => _scene.Instance().TokenAsync());
    }

    [Fact]
    public async Task A_row_of_another_ring_is_refused()
    {
        await _scene.Instance().TokenAsync();
        var row = Assert.Single(await _scene.RowsAsync());
        Assert.True(await _scene.Rows.TryAddAsync(row with { Ring = "workspace" }, CancellationToken.None));
        var moved = Assert.Single(await _scene.Rows.ListAsync("workspace", CancellationToken.None));

        await Assert.ThrowsAsync<AuthenticationTagMismatchException>(() => _scene.Envelope().OpenAsync(moved, CancellationToken.None));
    }

    [Fact]
    public async Task A_row_without_a_key_is_reported_and_a_new_key_replaces_it()
    {
        await _scene.Instance().TokenAsync();
        await TamperAsync(row => row["PublicKey"] = "not octets");

        var keys = _scene.Instance();
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
        Assert.Equal([1, 2], (await _scene.RowsAsync()).Select(row => row.Sequence));
        Assert.Contains(_scene.Log.Entries, entry => entry.Exception?.Message.Contains("ES256|000000001") == true);
    }

    private static EpochKey Contents(EpochKey place, EpochKey of) => place with
    {
        PublicKey = of.PublicKey,
        Sealed = of.Sealed,
        ContentKey = of.ContentKey,
        WrapKeyVersion = of.WrapKeyVersion,
    };

    private static IEnumerable<byte[]> SecretsOf(string algorithm, byte[] plain)
    {
        if (SigningAlgorithms.IsRsa(algorithm))
        {
            using var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(plain, out _);
            var key = rsa.ExportParameters(true);
            return [key.D!, key.P!, key.Q!];
        }

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(plain, out _);
        return [ecdsa.ExportParameters(true).D!];
    }

    private static bool Holds(object value, byte[] secret) => value switch
    {
        byte[] octets => octets.AsSpan().IndexOf(secret) >= 0,
        string text => text.Contains(Convert.ToBase64String(secret)) || text.Contains(Convert.ToHexString(secret), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>Every value of every row in the table of signing keys.</summary>
    private async Task<List<object>> RawAsync()
    {
        var values = new List<object>();
        await foreach (var row in _scene.Tables.GetTableClient(TableNames.SigningKeys).QueryAsync<TableEntity>())
            values.AddRange(row.Select(column => column.Value));
        return values;
    }

    private async Task TamperAsync(Action<TableEntity> change)
    {
        var table = _scene.Tables.GetTableClient(TableNames.SigningKeys);
        TableEntity? found = null;
        await foreach (var row in table.QueryAsync<TableEntity>())
            found = row;
        change(found!);
        await table.UpdateEntityAsync(found!, Azure.ETag.All, TableUpdateMode.Replace);
    }
}
