using System.Text.Json;
using Azure.Core;
using Tollgate.TestKit;
using Tollgate.TestKit.KeyVault;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>TestKit's vault against an independent client: Microsoft's client for JavaScript (npm @azure/keyvault-keys).</summary>
public sealed class JavaScriptClientTests
{
    private const string Scope = "https://localhost/.default";

    private static readonly string Scripts = Repository.PathOf("tests", "Functions.Tests", "KeyVault", "clients");

    [Fact]
    public async Task Keys_are_made_read_rotated_changed_and_listed()
    {
        await using var vault = await StartAsync();
        vault.PageSize = 4;
        var steps = await RunAsync(vault, "keys.mjs");

        Assert.Equal(
            [
                "signing 1 EC P-256 sign verify enabled 2031-02-03T04:05:06.000Z here", "signing 2 EC P-256 sign verify enabled for ever here",
                "wrap 3 RSA 3072 wrapKey unwrapKey disabled for ever",
            ],
            Texts(steps, "created"));
        Assert.Equal(
            ["signing 2 EC P-256 sign verify enabled for ever there", "signing 1 EC P-256 sign verify disabled 2031-02-03T04:05:06.000Z here"],
            Texts(steps, "got"));
        Assert.Equal(["signing 1 false", "signing 2 true"], Texts(steps, "versions"));
        Assert.Empty(Texts(steps, "unknown"));
        Assert.Equal(["a", "b", "c", "signing", "wrap"], Texts(steps, "listed"));
        Assert.Equal(["a b c", "signing wrap"], Texts(steps, "pages"));
        Assert.Equal(4, vault.Count("list"));
    }

    [Fact]
    public async Task Signatures_and_wrapped_keys_are_sound()
    {
        await using var vault = await StartAsync();
        var steps = await RunAsync(vault, "cryptography.mjs");

        foreach (var algorithm in new[] { "ES256", "RS256", "PS256", "RSA-OAEP", "RSA-OAEP-256" })
            Assert.All(Answer(steps, algorithm).EnumerateArray(), isSound => Assert.True(isSound.GetBoolean(), algorithm));
        // The client wraps with RSA-OAEP itself, because it has the public key.
        Assert.Equal((3, 6, 1, 4), (vault.Count("sign"), vault.Count("verify"), vault.Count("wrapkey"), vault.Count("unwrapkey")));
    }

    [Fact]
    public async Task Refusals_have_the_codes_of_the_service()
    {
        await using var vault = await StartAsync();
        var refusals = Answer(await RunAsync(vault, "refusals.mjs"), "refusals");

        foreach (var unknown in new[] { "unknown", "unknownVersion", "unknownRotated", "unknownUpdated", "unknownSigns" })
            Assert.Equal("404 KeyNotFound", refusals.GetProperty(unknown).GetString());
        Assert.Equal("none", refusals.GetProperty("good").GetString());
        Assert.Equal("none", refusals.GetProperty("disabledGot").GetString());
        Assert.Equal("403 Forbidden KeyDisabled", refusals.GetProperty("disabled").GetString());
        Assert.Matches("^Key .+ expired at", refusals.GetProperty("expired").GetString());
    }

    [Fact]
    public async Task A_client_without_the_right_to_read_keys_gets_the_refusals_of_the_vault()
    {
        await using var vault = await StartAsync();
        vault.Faults.Forbidden = "get";
        var refusals = Answer(await RunAsync(vault, "refusals.mjs"), "refusals");

        string? Of(string operation) => refusals.GetProperty(operation).GetString();
        Assert.Equal("none", Of("good"));
        Assert.Equal(
            ("403 Forbidden KeyDisabled", "403 Forbidden KeyExpired", "403 Forbidden KeyNotYetValid", "403 Forbidden KeyOperationForbidden"),
            (Of("disabled"), Of("expired"), Of("early"), Of("operation")));
        Assert.Equal(("400 BadParameter", "400 BadParameter", "400 BadParameter"), (Of("algorithm"), Of("digest"), Of("wrapped")));
        Assert.Equal("403 Forbidden ForbiddenByRbac", Of("disabledGot"));
    }

    [Fact]
    public async Task After_a_revocation_the_client_gets_a_token_with_the_claims_that_the_vault_requires()
    {
        await using var vault = await StartAsync();
        vault.Keys.CreateEc("signing");
        var revoked = Token(vault);
        vault.RevokeTokens();
        var steps = await RunAsync(vault, "tokens.mjs", revoked);

        Assert.Equal("none", Answer(steps, "refusal").GetString());
        Assert.Equal([401, 401, 200], vault.Requests.Select(request => request.Status));
        var asked = steps.Where(step => step.TryGetProperty("asked", out _)).Select(step => step.GetProperty("asked")).ToList();
        Assert.All(asked, each => Assert.Equal((Scope, vault.Tenant), (each.GetProperty("scopes")[0].GetString(), each.GetProperty("tenantId").GetString())));
        Assert.False(asked[0].TryGetProperty("claims", out _));
        Assert.Equal("""{"access_token":{"nbf":{"essential":true}}}""", asked[1].GetProperty("claims").GetString());
    }

    [Fact]
    public async Task The_vault_refuses_a_made_up_token()
    {
        await using var vault = await StartAsync();
        Assert.Equal("401 Unauthorized", Answer(await RunAsync(vault, "tokens.mjs", "made-up"), "refusal").GetString());
    }

    private static async Task<KeyVaultServer> StartAsync()
    {
        var missing = await NodePackages.WhyMissingAsync();
        Skipped.When(missing is not null, missing ?? "");
        return await KeyVaultServer.StartAsync();
    }

    private static Task<IReadOnlyList<JsonElement>> RunAsync(KeyVaultServer vault, string script, string? token = null) => NodeClient.RunAsync(
        Scripts,
        script,
        new
        {
            vault = vault.Uri.ToString().TrimEnd('/'),
            certificate = vault.Certificate.ExportCertificatePem(),
            token = token ?? Token(vault),
            renewedToken = Token(vault),
        });

    private static JsonElement Answer(IReadOnlyList<JsonElement> steps, string name) =>
        Assert.Single(steps, step => step.TryGetProperty(name, out _)).GetProperty(name);

    private static IEnumerable<string?> Texts(IReadOnlyList<JsonElement> steps, string name) =>
        Answer(steps, name).EnumerateArray().Select(each => each.GetString());

    private static string Token(KeyVaultServer vault) =>
        vault.Credential.GetToken(new TokenRequestContext([Scope], tenantId: vault.Tenant), default).Token;
}
