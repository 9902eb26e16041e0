using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class RequestObjectRuleTests
{
    [Theory]
    [InlineData("request=e30.e30.", "request_not_supported")]
    [InlineData("request_uri=https://app.example/request", "request_uri_not_supported")]
    [InlineData("request_uri=urn:ietf:params:oauth:request_uri:1", "request_uri_not_supported")]
    [InlineData("registration=%7B%7D", "registration_not_supported")]
    [InlineData("request=x&request_uri=y&registration=z", "request_not_supported")]
    public void Request_objects_are_refused_and_not_ignored(string query, string code) =>
        Assert.Equal(code, new RequestObjectRule().Apply(Asked.With(query))?.Code);

    [Theory]
    [InlineData("")]
    [InlineData("request=&request_uri=&registration=")]
    public void A_request_without_a_request_object_passes(string query) => Assert.Null(new RequestObjectRule().Apply(Asked.With(query)));
}
