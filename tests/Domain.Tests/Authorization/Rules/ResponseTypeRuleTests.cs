using Tollgate.Domain.Authorization;
using Tollgate.Domain.Authorization.Rules;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class ResponseTypeRuleTests
{
    [Fact]
    public void A_client_with_the_code_grant_may_ask_for_a_code()
    {
        var request = Asked.With("response_type=code");

        Assert.Null(new ResponseTypeRule().Apply(request));
        Assert.Equal(ResponseType.Code, request.ResponseType);
    }

    [Fact]
    public void A_client_with_the_implicit_grant_may_ask_for_a_token()
    {
        var request = Asked.With("response_type=token", Asked.Client with { GrantTypes = [GrantTypes.Implicit] });

        Assert.Null(new ResponseTypeRule().Apply(request));
        Assert.Equal(ResponseType.Token, request.ResponseType);
    }

    [Fact]
    public void A_client_without_the_implicit_grant_is_unauthorized_client() =>
        Assert.Equal("unauthorized_client", new ResponseTypeRule().Apply(Asked.With("response_type=token"))?.Code);

    [Fact]
    public void A_token_in_a_query_is_invalid_request() => Assert.Equal(
        "invalid_request",
        new ResponseTypeRule().Apply(Asked.With("response_type=token&response_mode=query", Asked.Client with { GrantTypes = GrantTypes.All }))?.Code);

    [Theory]
    [InlineData(GrantTypes.Implicit)]
    [InlineData(GrantTypes.ClientCredentials)]
    [InlineData(GrantTypes.RefreshToken)]
    public void A_client_without_the_code_grant_is_unauthorized_client(string grantType) =>
        Assert.Equal(
            "unauthorized_client",
            new ResponseTypeRule().Apply(Asked.With("response_type=code", Asked.Client with { GrantTypes = [grantType] }))?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("response_type=")]
    public void No_response_type_is_invalid_request(string query) => Assert.Equal("invalid_request", new ResponseTypeRule().Apply(Asked.With(query))?.Code);

    [Theory]
    [InlineData("Code")]
    [InlineData("code+")]
    [InlineData("id_token")]
    [InlineData("none")]
    [InlineData("code+token")]
    [InlineData("token+id_token")]
    public void Unknown_response_types_are_unsupported_response_type_even_for_a_client_with_every_grant(string type) =>
        Assert.Equal(
            "unsupported_response_type",
            new ResponseTypeRule().Apply(Asked.With("response_type=" + type, Asked.Client with { GrantTypes = GrantTypes.All }))?.Code);
}
