using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>The modules of the plan RP-Initiated Logout of the OpenID conformance suite.</summary>
public sealed class LogoutPlanTests(ConformanceHost host) : IClassFixture<ConformanceHost>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_client_gets_the_user_back_with_its_state_and_nothing_else_and_the_session_is_over(bool hasState)
    {
        using var client = new RelyingParty(host);
        var grant = await client.GrantAsync();

        var answer = await SignOutAsync(
            client, ("id_token_hint", grant.HintToken), ("post_logout_redirect_uri", Requests.Callback), ("state", hasState ? RelyingParty.State : null));

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal(Requests.Callback + (hasState ? "?" + Requests.Encode(("state", RelyingParty.State)) : ""), answer.Location);
        await AssertSignedOutAsync(client);
    }

    [Theory]
    [InlineData("without a signature")]
    [InlineData("signed by another key")]
    [InlineData("issued by the client")]
    public async Task An_ID_token_that_the_server_did_not_issue_asks_the_user_and_leads_nowhere(string forgery)
    {
        using var client = new RelyingParty(host);
        var hint = Forge((await client.GrantAsync()).HintToken!.Split('.'), forgery);

        var page = await SignOutAsync(
            client, ("id_token_hint", hint), ("post_logout_redirect_uri", Requests.Callback), ("state", RelyingParty.State));
        Assert.True(page.HasField("form_token"));
        client.CodeOf(await client.AskAsync(("prompt", "none")));
        var done = await client.Browser.SubmitAsync(page);

        AssertSignedOutPage(done);
        await AssertSignedOutAsync(client);
    }

    [Theory]
    [InlineData("/other")]
    [InlineData("?foo=bar")]
    public async Task An_address_that_is_not_registered_is_a_page_and_the_session_goes_on(string added)
    {
        using var client = new RelyingParty(host);
        var grant = await client.GrantAsync();

        var page = await SignOutAsync(
            client, ("id_token_hint", grant.HintToken), ("post_logout_redirect_uri", Requests.Callback + added), ("state", RelyingParty.State));

        Assert.Equal((HttpStatusCode.BadRequest, ""), (page.Status, page.Location));
        Assert.Contains("The post_logout_redirect_uri is not one that the client has registered.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        client.CodeOf(await client.AskAsync(("prompt", "none")));
    }

    [Fact]
    public async Task Without_an_ID_token_the_user_is_asked_and_the_address_leads_nowhere()
    {
        using var client = new RelyingParty(host);
        await client.GrantAsync();

        var page = await SignOutAsync(client, ("post_logout_redirect_uri", Requests.Callback), ("state", RelyingParty.State));
        Assert.True(page.HasField("form_token"));

        AssertSignedOutPage(await client.Browser.SubmitAsync(page));
        await AssertSignedOutAsync(client);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Without_an_address_the_user_is_signed_out_and_a_page_says_so(bool hasHint, bool hasState)
    {
        using var client = new RelyingParty(host);
        var grant = await client.GrantAsync();

        var page = await SignOutAsync(client, ("id_token_hint", hasHint ? grant.HintToken : null), ("state", hasState ? RelyingParty.State : null));
        Assert.NotEqual(hasHint, page.HasField("form_token"));

        AssertSignedOutPage(hasHint ? page : await client.Browser.SubmitAsync(page));
        await AssertSignedOutAsync(client);
    }

    private static Task<Answer> SignOutAsync(RelyingParty client, params (string Name, string? Value)[] parameters) =>
        client.Browser.GetAsync("/sign-out?" + Requests.Encode(parameters));

    private static void AssertSignedOutPage(Answer page)
    {
        Assert.Equal((HttpStatusCode.OK, ""), (page.Status, page.Location));
        Assert.Equal("You are signed out", page.Document.QuerySelector("h1")?.TextContent);
        Assert.DoesNotContain(Requests.Callback, page.Body, StringComparison.Ordinal);
    }

    private static async Task AssertSignedOutAsync(RelyingParty client) =>
        Assert.Equal("login_required", client.ErrorOf(await client.AskAsync(("prompt", "none"))));

    private string Forge(string[] token, string forgery)
    {
        if (forgery == "without a signature")
            return $"{Encode("""{"alg":"none","typ":"JWT"}"""u8)}.{token[1]}.";
        using var key = RSA.Create(2048);
        var isClients = forgery == "issued by the client";
        var payload = isClients
            ? Encode(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
            {
                ["iss"] = host.ClientId,
                ["sub"] = "SubjectID",
                ["aud"] = host.Issuer,
                ["iat"] = host.Clock.GetUtcNow().ToUnixTimeSeconds(),
                ["exp"] = host.Clock.GetUtcNow().ToUnixTimeSeconds() + 300,
            }))
            : token[1];
        var signed = $"{(isClients ? Encode("""{"alg":"RS256","typ":"JWT","kid":"a key of the client"}"""u8) : token[0])}.{payload}";
        return $"{signed}.{Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(ReadOnlySpan<byte> octets) => Base64Url.EncodeToString(octets);
}
