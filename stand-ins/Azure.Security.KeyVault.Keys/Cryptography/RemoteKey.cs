using System.Buffers.Text;
using System.Text.Json;
using Azure.Core;

namespace Azure.Security.KeyVault.Keys.Cryptography;

/// <summary>The operations that the vault does with a key it holds.</summary>
internal sealed class RemoteKey(Uri keyId, KeyVaultPipeline pipeline)
{
    public async Task<KeyVaultKey> GetAsync(CancellationToken cancellationToken) =>
        await pipeline.GetAsync(keyId, KeyVaultKey.Read, cancellationToken).ConfigureAwait(false);

    public async Task<SignResult> SignAsync(SignatureAlgorithm algorithm, byte[] digest, CancellationToken cancellationToken) =>
        await PostAsync(
            "sign",
            json => Write(json, algorithm.ToString(), ("value", digest)),
            json => new SignResult(Kid(json), Value(json), algorithm),
            cancellationToken).ConfigureAwait(false);

    public async Task<VerifyResult> VerifyAsync(SignatureAlgorithm algorithm, byte[] digest, byte[] signature, CancellationToken cancellationToken) =>
        await PostAsync(
            "verify",
            json => Write(json, algorithm.ToString(), ("digest", digest), ("value", signature)),
            json => new VerifyResult(keyId.ToString(), json.GetProperty("value").GetBoolean(), algorithm),
            cancellationToken).ConfigureAwait(false);

    public async Task<WrapResult> WrapAsync(KeyWrapAlgorithm algorithm, byte[] key, CancellationToken cancellationToken) =>
        await PostAsync(
            "wrapkey",
            json => Write(json, algorithm.ToString(), ("value", key)),
            json => new WrapResult(Kid(json), Value(json), algorithm),
            cancellationToken).ConfigureAwait(false);

    public async Task<UnwrapResult> UnwrapAsync(KeyWrapAlgorithm algorithm, byte[] encryptedKey, CancellationToken cancellationToken) =>
        await PostAsync(
            "unwrapkey",
            json => Write(json, algorithm.ToString(), ("value", encryptedKey)),
            json => new UnwrapResult(Kid(json), Value(json), algorithm),
            cancellationToken).ConfigureAwait(false);

    private async Task<T> PostAsync<T>(
        string operation, Action<Utf8JsonWriter> body, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var uri = new Uri($"{keyId.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{operation}");
        return (await pipeline.SendAsync(RequestMethod.Post, uri, body, read, cancellationToken).ConfigureAwait(false)).Value;
    }

    private static void Write(Utf8JsonWriter json, string algorithm, params ReadOnlySpan<(string Name, byte[] Value)> members)
    {
        json.WriteString("alg", algorithm);
        foreach (var (name, value) in members)
        {
            json.WriteString(name, Base64Url.EncodeToString(value));
        }
    }

    private static string Kid(JsonElement json) => json.GetProperty("kid").GetString();

    private static byte[] Value(JsonElement json) => Base64Url.DecodeFromChars(json.GetProperty("value").GetString());
}
