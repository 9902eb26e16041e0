using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.SignIn;

public sealed class ContinuationTests
{
    private static readonly Workspace Root = new("default", new Uri("https://issuer.example"));
    private static readonly Workspace Other = new("other", new Uri("https://issuer.example/other/"));

    [Fact]
    public void It_leads_to_the_authorization_endpoint_of_its_workspace_and_back_to_the_request()
    {
        Assert.Equal("/authorize?client_id=web&scope=a+b", Continuation.Of(Root, "client_id=web&scope=a+b"));
        Assert.Equal("/other/oauth2/authorize?client_id=web", Continuation.Of(Other, "client_id=web"));
        Assert.Equal("client_id=web&scope=a+b", Continuation.RawOf(Root, "/authorize?client_id=web&scope=a+b"));
        Assert.Equal("client_id=web", Continuation.RawOf(Other, "/other/oauth2/authorize?client_id=web"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/authorize")]
    [InlineData("authorize?a=b")]
    [InlineData("?a=b")]
    [InlineData("https://issuer.example/authorize?a=b")]
    [InlineData("https://evil.example/authorize?a=b")]
    [InlineData("//evil.example/authorize?a=b")]
    [InlineData("///authorize?a=b")]
    [InlineData("//authorize?a=b")]
    [InlineData("\\\\evil.example/authorize?a=b")]
    [InlineData("/\\evil.example/authorize?a=b")]
    [InlineData("\\authorize?a=b")]
    [InlineData("/authorize/?a=b")]
    [InlineData("/authorize/../sign-out?a=b")]
    [InlineData("/authorize#?a=b")]
    [InlineData("/authorize@evil.example?a=b")]
    [InlineData("/Authorize?a=b")]
    [InlineData("/%61uthorize?a=b")]
    [InlineData("/sign-out?a=b")]
    [InlineData("/sign-in?/authorize?a=b")]
    [InlineData("/other/authorize?a=b")]
    [InlineData(" /authorize?a=b")]
    [InlineData("\t/authorize?a=b")]
    [InlineData("/\t/evil.example/authorize?a=b")]
    [InlineData("/authorize?a=b\r\nLocation: https://evil.example")]
    [InlineData("/authorize?a=\0")]
    [InlineData("/authorize?a=\u007f")]
    [InlineData("/authorize?a=b c")]
    [InlineData("/authorize?a=\u00e9")]
    [InlineData("/authorize?a=\u2028")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,/authorize?a=b")]
    public void Nothing_else_is_followed(string? continuation) => Assert.Null(Continuation.RawOf(Root, continuation));

    [Fact]
    public void Nor_is_another_workspace() => Assert.Null(Continuation.RawOf(Other, "/authorize?a=b"));

    [Theory]
    [InlineData("prompt=login&state=s", "state=s")]
    [InlineData("state=s&prompt=select_account", "state=s")]
    [InlineData("prompt=login+select_account&state=s", "state=s")]
    [InlineData("prompt=login%20consent&state=s", "prompt=consent&state=s")]
    [InlineData("prompt=consent+login&state=s", "prompt=consent&state=s")]
    [InlineData("prompt=%6Cogin&state=s", "state=s")]
    [InlineData("max_age=0&state=s", "state=s")]
    [InlineData("prompt=none&state=s", "prompt=none&state=s")]
    [InlineData("xprompt=login&state=prompt%3Dlogin&nonce=max_age=1", "xprompt=login&state=prompt%3Dlogin&nonce=max_age%3D1")]
    [InlineData("state=a%2Bb+c%26d%3D&scope=a%20b", "state=a%2Bb%20c%26d%3D&scope=a%20b")]
    public void After_the_sign_in_what_asked_for_it_is_gone_and_the_rest_is_left_as_it_was(string raw, string left) =>
        Assert.Equal("/authorize?" + left, Continuation.AfterSignIn(Root, raw));

    [Theory]
    [InlineData("prompt=consent&state=s", "state=s")]
    [InlineData("prompt=login+consent&state=s", "prompt=login&state=s")]
    [InlineData("max_age=60&prompt=consent", "max_age=60")]
    public void After_the_consent_only_its_own_prompt_is_gone(string raw, string left) =>
        Assert.Equal("/authorize?" + left, Continuation.AfterConsent(Root, raw));

    /// <summary>Names are decoded like values: whatever the rules read as prompt or max_age asks again and again otherwise.</summary>
    [Theory]
    [InlineData("prom%70t=login&state=s")]
    [InlineData("max%5Fage=0&state=s")]
    public void Names_may_be_encoded(string raw)
    {
        var parameters = ParameterSet.Parse(Continuation.AfterSignIn(Root, raw)["/authorize?".Length..]).Value!;

        Assert.False(parameters.Contains("prompt"));
        Assert.False(parameters.Contains("max_age"));
        Assert.Equal("s", parameters["state"]);
    }

    [Fact]
    public void What_it_writes_it_reads_again()
    {
        foreach (var raw in new[] { FlowServer.Query(), FlowServer.Query(("prompt", "login consent"), ("state", "é\n\"<>\\#")), "" })
        {
            Assert.Equal(raw, Continuation.RawOf(Root, Continuation.Of(Root, raw)));
            Assert.NotNull(Continuation.RawOf(Root, Continuation.AfterSignIn(Root, raw)));
        }
    }
}
