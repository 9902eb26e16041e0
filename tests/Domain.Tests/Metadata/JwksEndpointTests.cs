using System.Buffers.Text;
using System.Text.Json;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.Metadata;

public sealed class JwksEndpointTests
{
    private readonly TestServer _server = new();

    [Fact]
    public async Task Every_key_is_published_with_its_public_members_only()
    {
        var keys = (await KeysAsync()).ToList();

        Assert.Equal(3, keys.Count);
        Assert.Equal(["kty", "kid", "use", "alg", "crv", "x", "y"], Members(keys[0]));
        Assert.Equal(["kty", "kid", "use", "alg", "n", "e"], Members(keys[1]));
        Assert.Equal(["kty", "kid", "use", "alg", "n", "e"], Members(keys[2]));
    }

    [Fact]
    public async Task Each_key_names_its_algorithm_and_its_use()
    {
        var keys = (await KeysAsync()).ToList();

        Assert.Equal(["ES256", "RS256", "PS256"], keys.Select(key => key.GetProperty("alg").GetString()));
        Assert.All(keys, key => Assert.Equal("sig", key.GetProperty("use").GetString()));
        Assert.Equal(
            [TestKeys.Es256.KeyId, TestKeys.Rs256.KeyId, TestKeys.OtherPs256.KeyId],
            keys.Select(key => key.GetProperty("kid").GetString()));
    }

    [Fact]
    public async Task Octets_have_the_lengths_of_RFC_7518_section_6()
    {
        var keys = (await KeysAsync()).ToList();

        Assert.Equal(32, Base64Url.DecodeFromChars(keys[0].GetProperty("x").GetString()).Length);
        Assert.Equal(32, Base64Url.DecodeFromChars(keys[0].GetProperty("y").GetString()).Length);
        Assert.Equal(256, Base64Url.DecodeFromChars(keys[1].GetProperty("n").GetString()).Length);
        Assert.Equal("AQAB", keys[1].GetProperty("e").GetString());
    }

    [Fact]
    public async Task The_ETag_depends_only_on_the_keys()
    {
        var one = await DocumentAsync(_server);
        var elsewhere = await DocumentAsync(new TestServer());
        var fewer = (await new MemoryKeys(TestKeys.Es256).PublishedAsync(TestContext.Current.CancellationToken)).Document;

        Assert.Equal(one.ETag, elsewhere.ETag);
        Assert.Equal(one.Body.ToArray(), elsewhere.Body.ToArray());
        Assert.NotEqual(one.ETag, fewer.ETag);
        Assert.Equal(TimeSpan.FromMinutes(15), one.MaxAge);
    }

    private async Task<IEnumerable<JsonElement>> KeysAsync() =>
        JsonElement.Parse((await DocumentAsync(_server)).Body.Span).GetProperty("keys").EnumerateArray();

    private static async Task<DocumentResult> DocumentAsync(TestServer server) => Assert.IsType<DocumentResult>(
        await server.Server.Jwks.HandleAsync(server.Request(), TestContext.Current.CancellationToken));

    private static IEnumerable<string> Members(JsonElement key) => key.EnumerateObject().Select(member => member.Name);
}
