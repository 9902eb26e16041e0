using Tollgate.Domain.Authorization;
using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class ResponseModeRuleTests
{
    [Theory]
    [InlineData("query", ResponseMode.Query)]
    [InlineData("fragment", ResponseMode.Fragment)]
    [InlineData("form_post", ResponseMode.FormPost)]
    public void The_client_chooses(string mode, ResponseMode expected)
    {
        var request = Asked.With("response_mode=" + mode);

        Assert.Null(new ResponseModeRule().Apply(request));
        Assert.Equal(expected, request.ResponseMode);
    }

    [Theory]
    [InlineData(ResponseMode.Query)]
    [InlineData(ResponseMode.Fragment)]
    public void Without_it_the_mode_of_the_response_type_stays(ResponseMode mode)
    {
        var request = Asked.With("");
        request.ResponseMode = mode;

        Assert.Null(new ResponseModeRule().Apply(request));
        Assert.Equal(mode, request.ResponseMode);
    }

    [Theory]
    [InlineData("Query")]
    [InlineData("web_message")]
    [InlineData("query.jwt")]
    [InlineData("query+fragment")]
    public void Others_are_invalid_request_and_change_nothing(string mode)
    {
        var request = Asked.With("response_mode=" + mode);
        request.ResponseMode = ResponseMode.Fragment;

        Assert.Equal("invalid_request", new ResponseModeRule().Apply(request)?.Code);
        Assert.Equal(ResponseMode.Fragment, request.ResponseMode);
    }

    [Fact]
    public void A_token_never_goes_into_a_query()
    {
        var request = Asked.With("response_mode=query");
        (request.ResponseType, request.ResponseMode) = (ResponseType.Token, ResponseMode.Fragment);

        Assert.Equal("invalid_request", new ResponseModeRule().Apply(request)?.Code);
        Assert.Equal(ResponseMode.Fragment, request.ResponseMode);
    }
}
