using System.Text;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Jwt;

/// <summary>Tests keys that are closed after the writer has chosen them and before they sign.</summary>
public sealed class JwtWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_whose_key_is_closed_is_signed_with_the_key_that_is_current_then()
    {
        var keys = new ChangingKeys(new ClosedKey(), TestKeys.Es256);

        var jwt = JwtReader.Read(await WriteAsync(keys));

        Assert.Equal(TestKeys.Es256.KeyId, jwt!.KeyId);
        Assert.True(jwt.IsSignedBy(TestKeys.Es256.PublicKey));
    }

    [Fact]
    public async Task A_key_that_is_closed_while_it_is_opened_is_replaced_by_the_current_key()
    {
        var keys = new ChangingKeys(null, TestKeys.Es256);

        Assert.Equal(TestKeys.Es256.KeyId, JwtReader.Read(await WriteAsync(keys))!.KeyId);
    }

    [Fact]
    public async Task The_writer_does_not_try_for_ever()
    {
        var keys = new ChangingKeys(new ClosedKey(), new ClosedKey(), TestKeys.Es256);

        await Assert.ThrowsAsync<SigningKeyClosedException>(() => WriteAsync(keys));
    }

    private static Task<string> WriteAsync(ISigningKeys keys) =>
        JwtWriter.WriteAsync(keys, SigningAlgorithms.ES256, "at+jwt", Encoding.UTF8.GetBytes("{}"), Token).AsTask();

    private sealed class ClosedKey() : SigningKey(TestKeys.OtherEs256.PublicKey)
    {
        public override ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> signingInput, CancellationToken cancellationToken) =>
            throw new SigningKeyClosedException();
    }

    /// <summary>Returns the keys in turn. Null stands for a key that is closed while it is opened.</summary>
    private sealed class ChangingKeys(params SigningKey?[] keys) : ISigningKeys
    {
        private int _next;

        public IReadOnlyList<string> Algorithms => [SigningAlgorithms.ES256];

        public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken) =>
            keys[_next++] is { } key ? ValueTask.FromResult(key) : throw new SigningKeyClosedException();

        public ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
