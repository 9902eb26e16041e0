using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Messages;

public sealed class ChallengeTests
{
    private static readonly OAuthError Error = OAuthError.InvalidToken("The access token has expired.", "only for the log");

    [Fact]
    public void A_request_without_credentials_gets_the_bare_challenge() =>
        Assert.Equal("Bearer realm=\"https://issuer.example\"", new Challenge("Bearer", "https://issuer.example").ToHeaderValue(Error));

    [Fact]
    public void A_refused_token_is_told_why_but_not_the_detail()
    {
        var value = new Challenge("Bearer", "https://issuer.example", IsErrorShown: true, Scope: "notes.read").ToHeaderValue(Error);

        Assert.Equal(
            "Bearer realm=\"https://issuer.example\", error=\"invalid_token\", "
            + "error_description=\"The access token has expired.\", scope=\"notes.read\"",
            value);
    }
}
