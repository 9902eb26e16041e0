using Tollgate.Domain.ClientAuthentication;

namespace Tollgate.Domain.Tests.ClientAuthentication;

public sealed class ClientSecretPostTests
{
    private readonly TestServer _server = new();
    private readonly ClientSecretPost _method = new(TimeProvider.System);

    [Theory]
    [InlineData("client_id=a&client_secret=b", true)]
    [InlineData("client_secret=b", true)]
    [InlineData("client_id=a", false)]
    [InlineData("client_id=a&client_secret=", false)]
    [InlineData("", false)]
    public void The_parameter_client_secret_selects_the_method(string body, bool isUsed) =>
        Assert.Equal(isUsed, _method.AppliesTo(_server.Request(body)));

    [Fact]
    public void Id_and_secret_come_from_the_body()
    {
        var credentials = _method.Reading(_server.Request("client_id=a%2Bb&client_secret=p%25+q"));

        Assert.Equal(new ClientCredentials("a+b", "p% q"), credentials.Value);
    }

    [Fact]
    public void A_secret_without_an_id_is_invalid_request() =>
        Assert.Equal("invalid_request", _method.Reading(_server.Request("client_secret=b")).Error?.Code);
}
