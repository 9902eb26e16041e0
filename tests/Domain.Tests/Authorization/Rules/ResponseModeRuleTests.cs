using Tollgate.Domain.Authorization;
using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class ResponseModeRuleTests
{
    [Theory]
    [InlineData("query", ResponseMode.Query)]
    [InlineData("fragment", ResponseMode.Fragment)]
    [InlineData("form_post", ResponseMode.FormPost)]
    public void The_response_mode_of_the_request_counts(string mode, ResponseMode expected)
    {
        var request = Asked.With("response_mode=" + mode);

        Assert.Null(new ResponseModeRule().Apply(request));
        Assert.Equal(expected, request.ResponseMode);
    }

    [Theory]
    [InlineData("", ResponseMode.Query)]
    [InlineData("response_type=code", ResponseMode.Query)]
    [InlineData("response_type=none", ResponseMode.Query)]
    [InlineData("response_type=token", ResponseMode.Fragment)]
    [InlineData("response_type=id_token", ResponseMode.Fragment)]
    [InlineData("response_type=code+id_token", ResponseMode.Fragment)]
    [InlineData("response_type=id_token+token", ResponseMode.Fragment)]
    public void Without_a_response_mode_the_response_type_decides(string query, ResponseMode expected)
    {
        var request = Asked.With(query);

        Assert.Null(new ResponseModeRule().Apply(request));
        Assert.Equal(expected, request.ResponseMode);
    }

    [Theory]
    [InlineData("Query")]
    [InlineData("web_message")]
    [InlineData("query.jwt")]
    [InlineData("query+fragment")]
    public void An_unknown_response_mode_is_invalid_request_in_the_mode_of_the_response_type(string mode)
    {
        var request = Asked.With("response_type=token&response_mode=" + mode);

        Assert.Equal("invalid_request", new ResponseModeRule().Apply(request)?.Code);
        Assert.Equal(ResponseMode.Fragment, request.ResponseMode);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("code+id_token")]
    public void A_token_never_goes_into_a_query_nor_does_its_refusal(string responseType)
    {
        var request = Asked.With($"response_type={responseType}&response_mode=query");

        Assert.Null(new ResponseModeRule().Apply(request));
        Assert.Equal(ResponseMode.Fragment, request.ResponseMode);
    }
}
