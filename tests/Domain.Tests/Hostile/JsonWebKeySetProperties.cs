using System.Text;
using System.Text.Json;
using FsCheck.Fluent;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>JWK Sets of other servers.</summary>
public sealed class JsonWebKeySetProperties
{
    private static readonly string Published =
        Encoding.UTF8.GetString(new KeySet([TestKeys.Es256.PublicKey, TestKeys.Rs256.PublicKey], TimeSpan.FromMinutes(1)).Document.Body.Span);

    private static readonly string[] Members = ["kty", "kid", "use", "alg", "crv", "x", "y", "n", "e"];

    private static readonly string[] Values =
    [
        "null", "1", "[]", "{}", "\"\"", "\"EC\"", "\"RSA\"", "\"oct\"", "\"P-256\"", "\"P-384\"", "\"sig\"", "\"enc\"", "\"ES256\"", "\"RS256\"", "\"none\"",
        "\"AQAB\"", "\"AA\"", "\"AAAAAAAAAAA\"",
        "\"\\ud800\"", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"", "\"_____________________________________________w\"", $"\"{new string('A', 342)}\"",
        $"\"{new string('_', 341)}w\"",
    ];

    [Fact]
    public void Hostile_text_is_no_set_or_keys_that_verify_nothing() =>
        Property.Holds(Gen.OneOf(Input.Text, Input.Mutated(Published)), text => TryAll(text, "nothing"u8.ToArray()));

    [Fact]
    public void Keys_of_any_members_verify_nothing() => Property.Holds(
        Gen.Elements(Members).Zip(Gen.Elements(Values), (name, value) => $"\"{name}\":{value}").ListOf(), members =>
            TryAll($$"""{"keys":[{{{string.Join(',', members.Append("\"kid\":\"k\"").DistinctBy(member => member.Split(':')[0]))}}}]}""",
                "nothing"u8.ToArray()));

    [Fact]
    public void The_published_JWK_Set_of_this_server_can_be_read()
    {
        var keys = JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(Published)).SelectMany(PublicKey.Of).ToList();
        Assert.Contains(keys, key => (key.KeyId, key.Algorithm) == (TestKeys.Es256.KeyId, "ES256"));
        Assert.Contains(keys, key => (key.KeyId, key.Algorithm) == (TestKeys.Rs256.KeyId, "RS256"));
    }

    private static void TryAll(string text, byte[] data)
    {
        IReadOnlyList<JsonWebKey> set;
        try
        {
            set = JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return;
        }

        foreach (var key in set.SelectMany(PublicKey.Of))
        {
            Assert.False(key.Verify(data, new byte[64]));
            Assert.False(key.Verify(data, new byte[256]));
            Assert.False(key.Verify(data, []));
        }
    }
}
