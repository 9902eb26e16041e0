using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class RedirectUriRuleTests
{
    [Fact]
    public void A_registered_one_is_where_the_answer_goes()
    {
        var request = Asked.With(
            "redirect_uri=https://app.example/b", Asked.Client with { RedirectUris = ["https://app.example/a", "https://app.example/b"] });

        Assert.Null(new RedirectUriRule().Apply(request));
        Assert.Equal("https://app.example/b", request.RedirectUri);
    }

    [Fact]
    public void Of_a_loopback_address_the_port_that_was_asked_for_is_used()
    {
        var request = Asked.With(
            "redirect_uri=http://127.0.0.1:51004/callback", Asked.Client with { RedirectUris = ["http://127.0.0.1:8400/callback"] });

        Assert.Null(new RedirectUriRule().Apply(request));
        Assert.Equal("http://127.0.0.1:51004/callback", request.RedirectUri);
    }

    [Fact]
    public void It_may_be_left_out_where_there_is_exactly_one()
    {
        var request = Asked.With("");

        Assert.Null(new RedirectUriRule().Apply(request));
        Assert.Equal("https://app.example/callback", request.RedirectUri);
    }

    [Theory]
    [InlineData]
    [InlineData("https://app.example/a", "https://app.example/b")]
    public void It_may_not_be_left_out_otherwise(params string[] registered)
    {
        var request = Asked.With("", Asked.Client with { RedirectUris = registered });

        Assert.Equal("invalid_request", new RedirectUriRule().Apply(request)?.Code);
        Assert.Null(request.RedirectUri);
    }

    [Theory]
    [InlineData("https://evil.example/callback")]
    [InlineData("https://app.example/callback/")]
    [InlineData("https%3A%2F%2Fapp.example%2Fcallback%23")]
    public void Another_one_is_invalid_request_and_never_used(string asked)
    {
        var request = Asked.With("redirect_uri=" + asked);

        Assert.Equal("invalid_request", new RedirectUriRule().Apply(request)?.Code);
        Assert.Null(request.RedirectUri);
    }
}
