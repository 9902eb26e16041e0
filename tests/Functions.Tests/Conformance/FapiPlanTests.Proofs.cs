using System.Net;
using System.Text.Json.Nodes;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>DPoP proofs.</summary>
public sealed partial class FapiPlanTests
{
    private static readonly string[] RefusalsOfProofs = ["invalid_request", "invalid_grant", "invalid_dpop_proof"];

    [Fact]
    public async Task A_token_request_without_a_proof_is_refused()
    {
        using var client = await host.NewClientAsync();
        var code = await client.CodeAsync();

        Assert.Contains(await FapiClient.ErrorOfAsync(await client.SendAsync("/token", client.Redemption(code), client.Assertion())), RefusalsOfProofs);
        await client.TokensAsync(code);
    }

    [Fact]
    public async Task A_proof_with_RS256_is_refused()
    {
        using var client = await host.NewClientAsync();
        using var rsa = new DpopSender("RS256");
        var code = await client.CodeAsync();

        foreach (var (path, body) in new[] { ("/token", client.Redemption(code)), ("/par", client.Query()) })
        {
            var refused = await client.SendAsync(path, body, client.Assertion(), client.Proof(path, rsa));
            Assert.Equal("invalid_dpop_proof", await FapiClient.ErrorOfAsync(refused));
        }

        await client.TokensAsync(code);
    }

    [Theory]
    [InlineData(-10, false)]
    [InlineData(10, false)]
    [InlineData(0, true)]
    public async Task A_proof_may_be_ten_seconds_off_and_have_nbf_and_exp(int seconds, bool hasTimes)
    {
        using var client = await host.NewClientAsync();
        using var pushed = await client.SendAsync("/par", client.Query(), client.Assertion(), client.Proof("/par", change: Change));
        var code = (await client.AllowAsync(await FapiClient.RequestUriOfAsync(pushed))).Code!;
        using var redeemed = await client.SendAsync("/token", client.Redemption(code), client.Assertion(), client.Proof("/token", change: Change));
        var token = (await FapiClient.TokensOfAsync(redeemed)).Text("access_token")!;

        Assert.Equal(HttpStatusCode.OK, await client.ResourceAsync($"DPoP {token}", client.ProofOf(token, change: Change)));

        void Change(JsonObject header, JsonObject claims)
        {
            var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
            claims["iat"] = now + seconds;
            if (hasTimes)
                (claims["nbf"], claims["exp"]) = (now, now + 60);
        }
    }

    /// <summary>The key may be proved at PAR, named there, or both.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_code_is_redeemed_by_the_key_of_its_pushed_request_and_no_other(bool isProved, bool isNamed)
    {
        using var client = await host.NewClientAsync();
        using var thief = new DpopSender();
        var query = client.Query(("dpop_jkt", isNamed ? client.Sender.Thumbprint : null));
        using var pushed = await client.SendAsync("/par", query, client.Assertion(), isProved ? [client.Proof("/par")] : []);
        var code = (await client.AllowAsync(await FapiClient.RequestUriOfAsync(pushed))).Code!;

        var stolen = await client.SendAsync("/token", client.Redemption(code), client.Assertion(), client.Proof("/token", thief));

        Assert.Contains(await FapiClient.ErrorOfAsync(stolen), RefusalsOfProofs);
        await client.TokensAsync(code);
    }

    [Theory]
    [InlineData("dpop")]
    [InlineData("DPOP")]
    [InlineData("DPoP")]
    public async Task The_resource_takes_the_scheme_in_any_case(string scheme)
    {
        using var client = await host.NewClientAsync();
        var token = await AccessTokenAsync(client);

        Assert.Equal(HttpStatusCode.OK, await client.ResourceAsync($"{scheme} {token}", client.ProofOf(token)));
    }

    [Theory]
    [InlineData("no typ")]
    [InlineData("no alg")]
    [InlineData("no jwk")]
    [InlineData("no jti")]
    [InlineData("no htm")]
    [InlineData("no htu")]
    [InlineData("no iat")]
    [InlineData("no ath")]
    [InlineData("typ JWT")]
    [InlineData("alg none")]
    [InlineData("private key")]
    [InlineData("htm PUT")]
    [InlineData("other htu")]
    [InlineData("an hour ahead")]
    [InlineData("an hour ago")]
    [InlineData("other ath")]
    [InlineData("other key")]
    [InlineData("wrong signature")]
    [InlineData("no JWT")]
    [InlineData("two headers")]
    [InlineData("no header")]
    [InlineData("no header and Bearer")]
    public async Task The_resource_refuses_a_wrong_proof_and_then_takes_a_right_one(string fault)
    {
        using var client = await host.NewClientAsync();
        using var other = new DpopSender();
        var token = await AccessTokenAsync(client);
        var right = client.ProofOf(token);

        var scheme = fault == "no header and Bearer" ? "Bearer" : "DPoP";
        string[] proofs = fault switch
        {
            "no header" or "no header and Bearer" => [],
            "two headers" => [right, client.ProofOf(token)],
            "no JWT" => ["this is no JWT"],
            "wrong signature" => [right[..(right.LastIndexOf('.') + 1)] + client.ProofOf(token).Split('.')[2]],
            _ => [client.ProofOf(token, fault == "other key" ? other : null, (header, claims) => Spoil(header, claims, fault))],
        };

        var refusal = await client.ResourceAsync($"{scheme} {token}", proofs);
        Assert.True(refusal is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized, $"{refusal}");
        Assert.Equal(HttpStatusCode.OK, await client.ResourceAsync($"DPoP {token}", client.ProofOf(token)));
    }

    [Theory]
    [InlineData("a query and a fragment in htu")]
    [InlineData("another case of the host in htu")]
    [InlineData("further members")]
    public async Task The_resource_takes_a_proof_with(string difference)
    {
        using var client = await host.NewClientAsync();
        var token = await AccessTokenAsync(client);

        var proof = client.ProofOf(token, change: (header, claims) =>
        {
            var htu = (string)claims["htu"]!;
            switch (difference)
            {
                case "a query and a fragment in htu":
                    claims["htu"] = htu + "?a=b#c";
                    break;
                case "another case of the host in htu":
                    claims["htu"] = htu.Replace("http://", "HTTP://", StringComparison.Ordinal);
                    break;
                default:
                    (header["foo"], claims["foo"]) = ("bar", "bar");
                    break;
            }
        });

        Assert.Equal(HttpStatusCode.OK, await client.ResourceAsync($"DPoP {token}", proof));
    }

    private static async Task<string> AccessTokenAsync(FapiClient client) =>
        (await client.TokensAsync(await client.CodeAsync())).Text("access_token")!;

    private void Spoil(JsonObject header, JsonObject claims, string fault)
    {
        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        switch (fault.Split(' '))
        {
            case ["no", ("typ" or "alg" or "jwk") and var name]:
                header.Remove(name);
                break;
            case ["no", var name]:
                claims.Remove(name);
                break;
            case [("typ" or "alg") and var name, var value]:
                header[name] = value;
                break;
            case ["private", _]:
                header["jwk"]!["d"] = "AAAA";
                break;
            case ["htm", var value]:
                claims["htm"] = value;
                break;
            case ["other", "htu"]:
                claims["htu"] = host.Issuer + "/token";
                break;
            case ["other", "ath"]:
                claims["ath"] = DpopSender.HashOf("another token");
                break;
            case ["an", "hour", var direction]:
                claims["iat"] = now + (direction == "ahead" ? 3600 : -3600);
                break;
        }
    }
}
