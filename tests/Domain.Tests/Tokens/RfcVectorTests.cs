using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Tokens;

/// <summary>Examples of the RFCs. Each file under Vectors names its source and the expected result.</summary>
public sealed class RfcVectorTests
{
    public static TheoryData<string, string> Signatures
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in new[] { "rfc7515-a2", "rfc7515-a3" })
                foreach (var name in Read(file).GetProperty("cases").EnumerateArray().Select(item => Text(item, "name")))
                    data.Add(file, name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Signatures))]
    public void RFC_7515_signatures_hold_or_fail_as_the_file_says(string file, string name)
    {
        var vector = Read(file);
        var @case = vector.GetProperty("cases").EnumerateArray().Single(item => Text(item, "name") == name);

        var jwt = JwtReader.Read(Text(@case, "jws"));

        Assert.NotNull(jwt);
        var isVerified = Text(@case, "expect") switch { "verified" => true, "refused" => false, var other => throw new InvalidDataException(other) };
        Assert.Equal(isVerified, jwt.IsSignedBy(KeyOf(vector.GetProperty("key"))));
        if (!isVerified)
            return;
        Assert.Equal(Text(@case, "issuer"), jwt.Text("iss"));
        Assert.Equal(@case.GetProperty("expiresAt").GetInt64(), jwt.Time("exp")?.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task RFC_7515_A2_is_signed_as_published()
    {
        var vector = Read("rfc7515-a2");
        var jws = Text(vector.GetProperty("cases")[0], "jws");
        var dot = jws.LastIndexOf('.');
        var key = TestKeys.Of("RS256", PrivateKeyOf(vector.GetProperty("key"), vector.GetProperty("private")));

        var signature = await key.SignAsync(Encoding.ASCII.GetBytes(jws[..dot]), TestContext.Current.CancellationToken);

        Assert.Equal(jws[(dot + 1)..], Base64Url.EncodeToString(signature));
    }

    [Theory]
    [InlineData("rfc7638-3.1")]
    [InlineData("rfc9449-6.1")]
    public void RFC_7638_thumbprint_is_the_kid(string file)
    {
        var vector = Read(file);

        var key = KeyOf(vector.GetProperty("key"));

        Assert.Equal(Text(vector, "thumbprint"), key.KeyId);
        Assert.Equal(Text(vector, "thumbprint"), key.JsonWebKey.Thumbprint());
    }

    [Fact]
    public void RFC_7636_octets_become_the_text_of_a_secret()
    {
        var vector = Read("rfc7636-b");
        var octets = vector.GetProperty("octets").EnumerateArray().Select(octet => octet.GetByte()).ToArray();

        Assert.Equal(Text(vector, "code_verifier"), new FixedRandomness(octets).Secret());
    }

    [Fact]
    public void RFC_7636_challenge_is_the_hash_at_rest_of_the_same_secret()
    {
        var vector = Read("rfc7636-b");

        var secret = ClientSecret.Of(Text(vector, "code_verifier"), default);

        Assert.Equal(Text(vector, "code_challenge"), Base64Url.EncodeToString(secret.Hash.Span));
    }

    private static JsonElement Read(string name) =>
        JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", name + ".json")));

    private static PublicKey KeyOf(JsonElement jwk) => Text(jwk, "kty") == "RSA"
        ? new PublicKey(Text(jwk, "alg"), new RSAParameters { Modulus = Octets(jwk, "n"), Exponent = Octets(jwk, "e") })
        : new PublicKey(
            Text(jwk, "alg"),
            new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Octets(jwk, "x"), Y = Octets(jwk, "y") } });

    private static RSAParameters PrivateKeyOf(JsonElement jwk, JsonElement secret) => new()
    {
        Modulus = Octets(jwk, "n"),
        Exponent = Octets(jwk, "e"),
        D = Octets(secret, "d"),
        P = Octets(secret, "p"),
        Q = Octets(secret, "q"),
        DP = Octets(secret, "dp"),
        DQ = Octets(secret, "dq"),
        InverseQ = Octets(secret, "qi"),
    };

    private static byte[] Octets(JsonElement json, string name) => Base64Url.DecodeFromChars(Text(json, name));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
