using Tollgate.Domain.SignIn;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.SignIn;

public sealed class ContinuationTests
{
    private static readonly Workspace Root = new("default", new Uri("https://issuer.example"));
    private static readonly Workspace Other = new("other", new Uri("https://issuer.example/other/"));

    [Fact]
    public void A_continuation_leads_to_the_authorization_endpoint_of_its_workspace_with_the_request()
    {
        Assert.Equal("/authorize?client_id=web&scope=a+b", Continuation.Of(Root, "client_id=web&scope=a+b"));
        Assert.Equal("/other/oauth2/authorize?client_id=web", Continuation.Of(Other, "client_id=web"));
        Assert.Equal("client_id=web&scope=a+b", Continuation.QueryOf(Root, "/authorize?client_id=web&scope=a+b"));
        Assert.Equal("client_id=web", Continuation.QueryOf(Other, "/other/oauth2/authorize?client_id=web"));
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
    public void No_other_address_is_a_continuation(string? continuation) => Assert.Null(Continuation.QueryOf(Root, continuation));

    [Fact]
    public void An_address_of_another_workspace_is_no_continuation() => Assert.Null(Continuation.QueryOf(Other, "/authorize?a=b"));

    [Fact]
    public void The_query_in_a_continuation_is_read_as_it_was_written()
    {
        foreach (var query in new[] { FlowServer.Query(), FlowServer.Query(("prompt", "login consent"), ("state", "é\n\"<>\\#")), "" })
            Assert.Equal(query, Continuation.QueryOf(Root, Continuation.Of(Root, query)));
    }
}
