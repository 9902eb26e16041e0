using System.Security.Cryptography;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Keys;

public sealed class InProcessSigningKeyTests : IDisposable
{
    private static readonly byte[] Data = [1, 2, 3];

    private readonly RSA _secret = RSA.Create(2048);
    private readonly List<WatchedRsa> _made = [];
    private readonly InProcessSigningKey _key;
    private Action? _beforeSigning;

    public InProcessSigningKeyTests() => _key = new(new PublicKey("RS256", _secret.ExportParameters(false)), Make);

    public void Dispose()
    {
        _key.Dispose();
        _secret.Dispose();
    }

    [Fact]
    public async Task One_signature_after_another_uses_one_instance()
    {
        for (var i = 0; i < 3; i++)
            AssertGood(await SignAsync());

        Assert.False(Assert.Single(_made).IsDisposed);
    }

    [Fact]
    public async Task A_disposed_key_leaves_no_private_key_behind()
    {
        await SignAsync();
        _key.Dispose();

        Assert.True(Assert.Single(_made).IsDisposed);
    }

    [Fact]
    public async Task A_signature_in_progress_succeeds_when_the_key_is_disposed_and_leaves_nothing_behind()
    {
        _beforeSigning = _key.Dispose;

        AssertGood(await SignAsync());
        Assert.True(Assert.Single(_made).IsDisposed);
    }

    [Fact]
    public async Task A_key_that_cannot_sign_a_JWS_is_a_fault()
    {
        using var exchange = ECDiffieHellman.Create();
        using var key = new InProcessSigningKey(_key.PublicKey, () => exchange);

        await Assert.ThrowsAsync<NotSupportedException>(async () => await key.SignAsync(Data, TestContext.Current.CancellationToken));
    }

    /// <summary>The writer makes the header once for each type of token. Each type must get its own header.</summary>
    [Fact]
    public async Task The_header_tells_algorithm_type_and_key_each_time()
    {
        foreach (var type in new[] { "at+jwt", "JWT", "at+jwt" })
        {
            var token = await JwtWriter.WriteAsync(_key, type, "{}"u8.ToArray(), TestContext.Current.CancellationToken);

            Assert.Equal(
                $$"""{"alg":"RS256","typ":"{{type}}","kid":"{{_key.KeyId}}"}""", Jws.Decode(token.Split('.')[0]).GetRawText());
        }
    }

    private ValueTask<byte[]> SignAsync() => _key.SignAsync(Data, TestContext.Current.CancellationToken);

    private void AssertGood(byte[] signature) => Assert.True(_key.PublicKey.Verify(Data, signature));

    private WatchedRsa Make()
    {
        var rsa = new WatchedRsa(_secret, () => _beforeSigning?.Invoke());
        _made.Add(rsa);
        return rsa;
    }

    /// <summary>Signs with the secret of another key. Records whether it was disposed.</summary>
    private sealed class WatchedRsa : RSA
    {
        private readonly RSA _secret;
        private readonly Action _beforeSigning;

        public WatchedRsa(RSA secret, Action beforeSigning) => (_secret, _beforeSigning, KeySizeValue) = (secret, beforeSigning, secret.KeySize);

        public bool IsDisposed { get; private set; }

        public override byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
        {
            _beforeSigning();
            return _secret.SignHash(hash, hashAlgorithm, padding);
        }

        public override RSAParameters ExportParameters(bool includePrivateParameters) => _secret.ExportParameters(includePrivateParameters);

        public override void ImportParameters(RSAParameters parameters) => throw new NotSupportedException();

        protected override byte[] HashData(byte[] data, int offset, int count, HashAlgorithmName hashAlgorithm) =>
            SHA256.HashData(data.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
