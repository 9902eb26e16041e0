using Tollgate.Domain.Authorization;
using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class CodeChallengeRuleTests
{
    private const string Challenge = FlowServer.Challenge;

    [Fact]
    public void An_S256_challenge_is_kept()
    {
        var request = Asked.With($"code_challenge={Challenge}&code_challenge_method=S256");

        Assert.Null(new CodeChallengeRule().Apply(request));
        Assert.Equal(Challenge, request.CodeChallenge);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void Public_clients_and_by_default_all_clients_must_send_a_code_challenge(bool isPublic, bool requiresPkce, bool isRequired)
    {
        var client = Asked.Client with { TokenEndpointAuthMethod = isPublic ? "none" : null, RequiresPkce = requiresPkce };

        var error = new CodeChallengeRule().Apply(Asked.With("", client));

        Assert.Equal(isRequired ? "invalid_request" : null, error?.Code);
    }

    [Theory]
    [InlineData("code_challenge=" + Challenge)]
    [InlineData("code_challenge=" + Challenge + "&code_challenge_method=plain")]
    [InlineData("code_challenge=" + Challenge + "&code_challenge_method=s256")]
    [InlineData("code_challenge=" + Challenge + "&code_challenge_method=S512")]
    [InlineData("code_challenge_method=S256")]
    [InlineData("code_challenge=&code_challenge_method=S256")]
    [InlineData("code_challenge_method=S256&code_challenge=" + Challenge + "A")]
    [InlineData("code_challenge_method=S256&code_challenge=9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")]
    [InlineData("code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw%2BcM")]
    [InlineData("code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw%2FcM")]
    [InlineData("code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM%3D")]
    [InlineData("code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c%C3%A4")]
    public void Anything_but_a_whole_S256_challenge_is_invalid_request_for_every_client(string query)
    {
        foreach (var requiresPkce in new[] { true, false })
        {
            var request = Asked.With(query, Asked.Client with { RequiresPkce = requiresPkce });

            Assert.Equal("invalid_request", new CodeChallengeRule().Apply(request)?.Code);
            Assert.Null(request.CodeChallenge);
        }
    }

    [Fact]
    public void A_request_for_a_token_needs_no_code_challenge()
    {
        var request = Asked.With("");
        request.ResponseType = ResponseType.Token;

        Assert.Null(new CodeChallengeRule().Apply(request));
    }
}
