using System.Text;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.ClientAuthentication;

public sealed class ClientSecretBasicTests
{
    private readonly TestServer _server = new();
    private readonly ClientSecretBasic _method = new(TimeProvider.System);

    [Theory]
    [InlineData("Basic YTpi", true)]
    [InlineData("basic YTpi", true)]
    [InlineData("BASIC YTpi", true)]
    [InlineData("Bearer YTpi", false)]
    [InlineData("BasicYTpi", false)]
    [InlineData("YTpi", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void The_scheme_Basic_in_any_case_selects_the_method(string? authorization, bool isUsed) =>
        Assert.Equal(isUsed, _method.AppliesTo(_server.Request("", authorization)));

    [Fact]
    public void The_example_of_RFC_6749_section_2_3_1_is_read()
    {
        var credentials = Read("Basic czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3");

        Assert.Equal(new ClientCredentials("s6BhdRkqt3", "7Fjfp0ZBr1KtDRbnfVdmIw"), credentials.Value);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("with:colon", "s:e:c:r:e:t")]
    [InlineData("100%", "%25%")]
    [InlineData("a+b", "1 + 1 = 2")]
    [InlineData("space here", " ")]
    [InlineData("unicode-ü", "пароль 🔑")]
    [InlineData("a&b=c", "\"quoted\"\r\n")]
    public void Id_and_secret_are_form_encoded_before_they_are_joined(string clientId, string secret)
    {
        static string[] encoders(string text) => [Uri.EscapeDataString(text), Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal)];

        foreach (var id in encoders(clientId))
            foreach (var password in encoders(secret))
                Assert.Equal(new ClientCredentials(clientId, secret), Read(TestServer.Basic(id, password)).Value);
    }

    [Fact]
    public void The_first_colon_separates_id_and_secret() => Assert.Equal(new ClientCredentials("a", "b:c"), Read(TestServer.Basic("a", "b:c")).Value);

    [Fact]
    public void Spaces_around_the_credentials_are_no_part_of_them() =>
        Assert.Equal(new ClientCredentials("a", "b"), Read("Basic   YTpi  ").Value);

    [Fact]
    public void Long_credentials_are_read_completely()
    {
        var secret = new string('s', 2000);

        Assert.Equal(new ClientCredentials("a", secret), Read(TestServer.Basic("a", secret)).Value);
    }

    [Theory]
    [InlineData("Basic ")]
    [InlineData("Basic !!!!")]
    [InlineData("Basic YTpi=")]
    [InlineData("Basic YTp")]
    [InlineData("Basic YTp\u00E9")]
    public void Credentials_that_are_not_base64_are_invalid_client(string authorization) => Assert.Equal("invalid_client", Read(authorization).Error?.Code);

    [Theory]
    [InlineData("no colon")]
    [InlineData(":secret")]
    [InlineData("a%4:b")]
    [InlineData("a:b%")]
    [InlineData("a:%ff")]
    [InlineData("a%00:b")]
    public void Credentials_that_are_not_two_form_encoded_texts_are_invalid_client(string credentials) =>
        Assert.Equal("invalid_client", Read("Basic " + Convert.ToBase64String(Encoding.Latin1.GetBytes(credentials))).Error?.Code);

    [Fact]
    public void Raw_octets_that_are_not_UTF8_are_invalid_client() =>
        Assert.Equal("invalid_client", Read("Basic " + Convert.ToBase64String([(byte)'a', (byte)':', 0xFC])).Error?.Code);

    [Fact]
    public void A_different_client_id_in_the_body_is_invalid_request()
    {
        Assert.Equal("invalid_request", Read(TestServer.Basic("one", "s"), "client_id=two").Error?.Code);
        Assert.Equal("invalid_request", Read(TestServer.Basic("one", "s"), "client_id=One").Error?.Code);
    }

    [Theory]
    [InlineData("client_id=one")]
    [InlineData("client_id=")]
    [InlineData("")]
    public void The_body_may_repeat_the_client_id_or_omit_it(string body) =>
        Assert.Equal("one", Read(TestServer.Basic("one", "s"), body).Value?.ClientId);

    private OAuthResult<ClientCredentials> Read(string authorization, string body = "") =>
        _method.Reading(_server.Request(body, authorization));
}
