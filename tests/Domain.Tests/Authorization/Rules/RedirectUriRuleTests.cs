using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class RedirectUriRuleTests
{
    [Fact]
    public void The_answer_goes_to_the_registered_redirect_URI_of_the_request()
    {
        var request = Asked.With(
            "redirect_uri=https://app.example/b", Asked.Client with { RedirectUris = ["https://app.example/a", "https://app.example/b"] });

        Assert.Null(new RedirectUriRule().Apply(request));
        Assert.Equal("https://app.example/b", request.RedirectUri);
    }

    [Fact]
    public void The_answer_goes_to_the_requested_port_of_a_loopback_address()
    {
        var request = Asked.With(
            "redirect_uri=http://127.0.0.1:51004/callback", Asked.Client with { RedirectUris = ["http://127.0.0.1:8400/callback"] });

        Assert.Null(new RedirectUriRule().Apply(request));
        Assert.Equal("http://127.0.0.1:51004/callback", request.RedirectUri);
    }

    [Fact]
    public void A_client_with_one_redirect_URI_may_omit_redirect_uri()
    {
        var request = Asked.With("");

        Assert.Null(new RedirectUriRule().Apply(request));
        Assert.Equal("https://app.example/callback", request.RedirectUri);
    }

    [Theory]
    [InlineData]
    [InlineData("https://app.example/a", "https://app.example/b")]
    public void A_client_with_several_or_no_redirect_URIs_may_not_omit_redirect_uri(params string[] registered)
    {
        var request = Asked.With("", Asked.Client with { RedirectUris = registered });

        Assert.Equal("invalid_request", new RedirectUriRule().Apply(request)?.Code);
        Assert.Null(request.RedirectUri);
    }

    [Theory]
    [InlineData("https://evil.example/callback")]
    [InlineData("https://app.example/callback/")]
    [InlineData("https%3A%2F%2Fapp.example%2Fcallback%23")]
    public void An_unregistered_redirect_URI_is_invalid_request_and_is_never_used(string asked)
    {
        var request = Asked.With("redirect_uri=" + asked);

        Assert.Equal("invalid_request", new RedirectUriRule().Apply(request)?.Code);
        Assert.Null(request.RedirectUri);
    }
}
