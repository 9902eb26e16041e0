using Tollgate.Domain.Clients;
using Tollgate.Domain.Workloads;

namespace Tollgate.Domain.Tests.Workloads;

/// <summary>Which federated credentials a client may have.</summary>
public sealed class FederationRulesTests
{
    private static readonly FederatedCredential Usual = new(["https://issuer.example"]) { Claims = [new("sub", ["org/name"])] };

    [Theory]
    [InlineData("org/name", true)]
    [InlineData("org/*", true)]
    [InlineData("repo:org/name:*", true)]
    [InlineData("*", false)]
    [InlineData(":*", false)]
    [InlineData("org/na*", false)]
    [InlineData("org/*/x", false)]
    [InlineData("org//*", false)]
    [InlineData("org**", false)]
    [InlineData("org/**", false)]
    [InlineData("or*g/*", false)]
    [InlineData("", false)]
    public void A_star_stands_only_after_a_complete_segment(string value, bool isRight)
    {
        var mistake = MistakeOf([new("sub", [value])]);
        Assert.Equal(isRight, mistake is null);
        if (value.Contains('*', StringComparison.Ordinal) && !isRight)
            Assert.Contains("the * is at a wrong place", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api://AzureADTokenExchange", "Microsoft Entra ID")]
    [InlineData("API://azureadtokenexchange/", "Microsoft Entra ID")]
    [InlineData("https://graph.microsoft.com", "Microsoft Graph")]
    [InlineData("00000003-0000-0000-c000-000000000000", "Microsoft Graph")]
    [InlineData("https://management.azure.com/", "Azure Resource Manager")]
    [InlineData("https://management.core.windows.net/", "Azure Resource Manager")]
    [InlineData("https://github.com/org", "GitHub")]
    [InlineData("https://github.com", "GitHub")]
    [InlineData("https://kubernetes.default.svc.cluster.local", "API server")]
    [InlineData("https://issuer.example/", "the issuer itself")]
    public void An_audience_of_another_party_is_refused_by_name(string audience, string owner)
    {
        var mistake = FederationRules.MistakeOf(Usual with { Audiences = [audience] });
        Assert.Contains(owner, mistake, StringComparison.Ordinal);
        Assert.Contains("an audience of this deployment only", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api://tollgate-production")]
    [InlineData("https://github.community/x")]
    [InlineData("https://auth.example")]
    public void Any_other_audience_may_be_agreed(string audience) => Assert.Null(FederationRules.MistakeOf(Usual with { Audiences = [audience] }));

    [Fact]
    public void A_credential_needs_a_subject_and_leaves_the_claims_of_the_server_to_it()
    {
        Assert.Contains("needs the subject", MistakeOf([]), StringComparison.Ordinal);
        Assert.Contains("needs the subject", MistakeOf([new("sub", ["a"], IsRequired: false)]), StringComparison.Ordinal);
        foreach (var name in new[] { "iss", "aud", "exp", "nbf", "iat" })
            Assert.Contains("cannot be required", MistakeOf([.. Usual.Claims, new(name, ["x"])]), StringComparison.Ordinal);
        Assert.Contains("each once", MistakeOf([.. Usual.Claims, .. Usual.Claims]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_credential_of_GitHub_has_the_ids()
    {
        var right = KnownWorkloads.OfGitHub("org", "name", "1", "2", "*", []);
        Assert.Null(FederationRules.MistakeOf(right));
        Assert.Contains("repository_id", FederationRules.MistakeOf(right with { Claims = [right.Claims[0], right.Claims[1]] }), StringComparison.Ordinal);
        Assert.Contains("repository_id", FederationRules.MistakeOf(right with { Claims = [right.Claims[0], right.Claims[2]] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://issuer.example")]
    [InlineData("https://issuer.example?x=1")]
    [InlineData("issuer")]
    public void An_issuer_is_an_https_address(string issuer) => Assert.Contains(
        "cannot be an issuer", FederationRules.MistakeOf(Usual with { Issuers = [issuer] }), StringComparison.Ordinal);

    [Fact]
    public void A_client_has_a_bounded_number_of_credentials()
    {
        Assert.Null(FederationRules.MistakeOf([.. Enumerable.Repeat(Usual, FederationRules.MaximumCredentials)]));
        var tooMany = Enumerable.Repeat(Usual, FederationRules.MaximumCredentials + 1);
        Assert.Contains("at most 20", FederationRules.MistakeOf([.. tooMany]), StringComparison.Ordinal);
        Assert.Contains("in all", FederationRules.MistakeOf([Usual with { JwkSet = new string(' ', FederationRules.MaximumSize) }]), StringComparison.Ordinal);
    }

    private static string? MistakeOf(IReadOnlyList<RequiredClaim> claims) => FederationRules.MistakeOf(Usual with { Claims = claims });
}
