using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>A server process, and an independent OpenID Connect client library (npm openid-client).</summary>
[RunsOnWorker]
public sealed class OpenIdClientTests
{
    [Theory]
    [InlineData("demo-web", "demo-web-secret", "ES256")]
    [InlineData("demo-web", "demo-web-secret", "RS256")]
    [InlineData("demo-spa", null, "ES256")]
    [InlineData("demo-spa", null, "RS256")]
    public async Task A_foreign_client_signs_a_user_in_refreshes_and_signs_out(string clientId, string? secret, string algorithm)
    {
        var missing = await NodePackages.WhyMissingAsync();
        Skipped.When(missing is not null, missing ?? "");
        await using var host = await ServerProcess.StartAsync("--Signing:Algorithms", algorithm);
        var issuer = host.Address.ToString().TrimEnd('/');
        var steps = new Steps(await NodeClient.RunAsync(Steps.Folder, "openid-connect.mjs", new { issuer, clientId, secret, algorithm }));

        var code = steps["code"];
        Assert.Equal(algorithm, code.GetProperty("header").GetProperty("alg").GetString());
        Assert.Equal("openid profile email offline_access notes.read", steps.Text("code", "scope"));
        Assert.True(code.GetProperty("hasRefreshToken").GetBoolean());
        AssertClaims(code.GetProperty("claims"), issuer, clientId);
        Assert.Equal("Alice Liddell", steps["userinfo"].GetProperty("userinfo").GetProperty("name").GetString());
        AssertRefreshed(steps["refresh"], code.GetProperty("claims"));
        Assert.True(steps["end"].GetProperty("isBack").GetBoolean());
        Assert.Equal("login_required", steps.Text("nobody", "error"));
        Assert.Contains("iss", steps.Text("mixed-up", "seen"), StringComparison.Ordinal);
    }

    private static void AssertClaims(JsonElement claims, string issuer, string clientId)
    {
        Assert.Equal(issuer, claims.GetProperty("iss").GetString());
        Assert.Equal(clientId, claims.GetProperty("aud").GetString());
        foreach (var name in new[] { "sub", "nonce", "auth_time", "acr", "amr", "at_hash" })
            Assert.True(claims.TryGetProperty(name, out _), $"The ID token has no {name}.");
    }

    /// <summary>OpenID Connect Core §12.2: the ID token of a refresh has the same issuer, subject, audience and auth_time as the first one.</summary>
    private static void AssertRefreshed(JsonElement refresh, JsonElement first)
    {
        Assert.Equal("openid email", refresh.GetProperty("scope").GetString());
        Assert.True(refresh.GetProperty("isRotated").GetBoolean());
        Assert.False(refresh.GetProperty("userinfo").TryGetProperty("name", out _), "The narrower scope still shows the name.");
        foreach (var name in new[] { "iss", "sub", "aud", "auth_time" })
            Assert.Equal(first.GetProperty(name).ToString(), refresh.GetProperty("claims").GetProperty(name).ToString());
    }
}
