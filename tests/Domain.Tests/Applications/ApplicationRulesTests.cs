using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Applications;

public sealed class ApplicationRulesTests
{
    private readonly Desk _desk = new();

    [Fact]
    public void A_good_form_has_no_problem() => Assert.Empty(Check());

    [Theory]
    [InlineData(ApplicationForm.Name, null, "name_missing")]
    [InlineData(ApplicationForm.Name, "  ", "name_missing")]
    [InlineData(ApplicationForm.Contact, null, "contact_missing")]
    [InlineData(ApplicationForm.Contact, "nobody", "contact_form")]
    [InlineData(ApplicationForm.Contact, "@example.com", "contact_form")]
    [InlineData(ApplicationForm.RedirectUris, "https://*.example/cb", "redirect_wildcard")]
    [InlineData(ApplicationForm.RedirectUris, "https://app.example/cb\nhttp://app.example/cb", "redirect_http")]
    [InlineData(ApplicationForm.PostLogoutRedirectUris, "javascript:alert(1)", "redirect_scheme")]
    [InlineData(ApplicationForm.Scope, "a\"b", "scope_form")]
    public void A_problem_is_reported_at_its_field(string field, string? value, string key)
    {
        var problem = Assert.Single(Check((field, value)));
        Assert.Equal((field, key), (problem.Field, problem.Problem.Key));
        Assert.NotEmpty(problem.Problem.Sentence);
    }

    [Fact]
    public void Entries_that_are_too_long_or_too_many_are_refused()
    {
        Assert.Equal("name_length", Key((ApplicationForm.Name, new string('n', ApplicationDescription.MaximumName + 1))));
        Assert.Equal("text_length", Key((ApplicationForm.Purpose, new string('p', ApplicationDescription.MaximumText + 1))));
        var uris = Enumerable.Range(0, RedirectUriRegistration.MaximumCount + 1).Select(i => $"https://app.example/{i}");
        Assert.Equal("redirect_count", Key((ApplicationForm.RedirectUris, string.Join('\n', uris))));
    }

    [Fact]
    public void A_form_needs_a_grant_type_besides_refresh_token()
    {
        Assert.Equal("grants_missing", Key((ApplicationForm.GrantField(GrantTypes.ClientCredentials), null)));
        Assert.Equal("grants_missing", Key(
            (ApplicationForm.GrantField(GrantTypes.ClientCredentials), null), (ApplicationForm.GrantField(GrantTypes.RefreshToken), "on")));
    }

    [Fact]
    public void Entries_that_contradict_each_other_are_explained()
    {
        Assert.Equal("public_grant", Key((ApplicationForm.ClientType, "public")));
        Assert.Equal("redirect_missing", Key((ApplicationForm.GrantField(GrantTypes.AuthorizationCode), "on")));
    }

    [Fact]
    public void A_grant_that_is_off_in_the_workspace_is_refused()
    {
        _desk.Server.Workspace = _desk.Workspace with { GrantTypes = [GrantTypes.AuthorizationCode] };
        Assert.Equal("grant_off", Key());
    }

    [Fact]
    public void Legacy_grants_and_foreign_resources_cannot_be_asked_for()
    {
        var form = Read((ApplicationForm.GrantField(GrantTypes.Password), "on"), (ApplicationForm.ResourceField("https://other.example"), "on"));
        Assert.Equal([GrantTypes.ClientCredentials], form.GrantTypes);
        Assert.Equal([Desk.Notes], form.Resources);
    }

    [Fact]
    public void A_form_that_is_sent_back_unchanged_changes_nothing()
    {
        var client = new Client("c")
        {
            ClientName = "Name",
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.Password],
            Scope = ScopeSet.Of("openid", "notes.read", "notes.write"),
            Audience = "https://elsewhere.example",
            RedirectUris = ["https://app.example/cb"],
            RequiresPkce = false,
            RotatesRefreshTokens = false,
            ResourceServerFor = ["https://x.example"],
            TokenEndpointAuthMethod = "client_secret_post",
        };

        var same = ApplicationRules.Describe(_desk.Workspace, ApplicationRules.FormOf(_desk.Workspace, client), client);

        Assert.Equal(client.GrantTypes, same.GrantTypes);
        Assert.Equal(client.Scope.Tokens.Order(StringComparer.Ordinal), same.Scope.Tokens.Order(StringComparer.Ordinal));
        Assert.Equal(
            (false, false, "client_secret_post", "Name"), (same.RequiresPkce, same.RotatesRefreshTokens, same.TokenEndpointAuthMethod, same.ClientName));
        Assert.Equal(client.ResourceServerFor, same.ResourceServerFor);
    }

    /// <summary>A ticked box stands for all scopes of a resource. If the client has only some of them, it keeps those and gets no others.</summary>
    [Theory]
    [InlineData("openid mail.send", "https://mail.example")]
    [InlineData("openid notes.read", Desk.Notes)]
    [InlineData("openid notes.read mail.send", Desk.Notes)]
    [InlineData("openid notes.read mail.send", "https://mail.example")]
    [InlineData("openid notes.read notes.write mail.send", "https://mail.example")]
    [InlineData("openid", "https://mail.example")]
    [InlineData("notes.read notes.write", null)]
    public void An_edit_of_the_contact_changes_neither_scope_nor_audience(string scope, string? audience)
    {
        var client = new Client("c") { Scope = ScopeSet.Parse(scope).Value!, Audience = audience };
        var form = ApplicationRules.FormOf(_desk.Workspace, client) with { Contact = "ops@example.com" };

        var edited = ApplicationRules.Describe(_desk.Workspace, form, client);

        Assert.Equal("ops@example.com", edited.Contact);
        Assert.Equal(audience, edited.Audience);
        Assert.Equal(client.Scope.Tokens.Order(StringComparer.Ordinal), edited.Scope.Tokens.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_client_that_becomes_public_keeps_no_secret()
    {
        var client = new Client("c") { Secrets = [ClientSecret.Of("s", default)] };
        var form = new ApplicationDescription { Name = "n", IsPublic = true };

        Assert.Empty(ApplicationRules.Describe(_desk.Workspace, form, client).Secrets);
        Assert.Null(ApplicationRules.Describe(_desk.Workspace, form with { IsPublic = false }, new Client("p") { TokenEndpointAuthMethod = "none" })
            .TokenEndpointAuthMethod);
    }

    private ApplicationDescription Read(params (string Name, string? Value)[] changes) =>
        ApplicationForm.Read(_desk.Workspace, ParameterSet.Parse(FlowServer.Encode(Desk.Service(changes))).Value!);

    private IReadOnlyList<FormProblem> Check(params (string Name, string? Value)[] changes) =>
        ApplicationRules.Check(_desk.Workspace, Read(changes), isRequest: true);

    private string Key(params (string Name, string? Value)[] changes) => Assert.Single(Check(changes)).Problem.Key;
}
