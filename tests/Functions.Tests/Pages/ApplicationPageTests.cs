using System.Text.RegularExpressions;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Welcome;
using Tollgate.Domain.Workloads;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>The requests that the pages of applications send, and the content that they show in each state.</summary>
public sealed class ApplicationPageTests
{
    private static readonly Dictionary<string, string> Pages = PageSamples.All("Order desk").ToDictionary(
        page => page.Name,
        page => PageSamples.Shown(PageSamples.Render(page.Page, parameter: page.Name is "request-problems" or "status-new" ? "lang" : null)));

    [Theory]
    [InlineData("request", "")]
    [InlineData("new", "create")]
    [InlineData("decide", "approve decline")]
    [InlineData("edit", "edit rotate end_old disable remove")]
    [InlineData("edit-overtaken", "edit rotate end_old enable remove")]
    [InlineData("edit-public", "edit disable remove")]
    [InlineData("edit-keys", "edit disable remove")]
    [InlineData("status-approved", "collect")]
    [InlineData("status-collected", "")]
    [InlineData("status-new", "")]
    public void A_page_offers_what_can_be_done(string page, string actions) =>
        Assert.Equal(actions, string.Join(' ', Regex.Matches(Pages[page], " name=\"action\" value=\"([^\"]+)\"").Select(match => match.Groups[1].Value)));

    [Theory]
    [InlineData("request", "/sales/oauth2/apps/request", "form_token")]
    [InlineData("request-problems", "/sales/oauth2/apps/request", "form_token lang")]
    [InlineData("status-approved", "/sales/oauth2/apps/request", "ticket form_token")]
    [InlineData("new", "/sales/oauth2/apps", "form_token key_fields")]
    [InlineData("decide", "/sales/oauth2/apps", "form_token client_id version purpose")]
    [InlineData("edit", "/sales/oauth2/apps", "form_token client_id version key_fields")]
    [InlineData("invitation", "/sales/oauth2/invitation", "ticket form_token")]
    public void Forms_carry_what_their_endpoint_asks_for(string page, string action, string fields)
    {
        var forms = Regex.Matches(Pages[page], "<form method=\"post\" action=\"([^\"]+)\">(.*?)</form>", RegexOptions.Singleline);

        Assert.All(forms, form => Assert.Equal(action, form.Groups[1].Value));
        Assert.Equal(fields,
            string.Join(' ', Regex.Matches(forms[0].Groups[2].Value, "<input type=\"hidden\" name=\"([^\"]+)\"").Select(match => match.Groups[1].Value)));
    }

    [Fact]
    public void A_change_links_to_its_application_on_any_page_of_the_list()
    {
        static AuditRecord Record(string id, string change) => new(PageSamples.Now, "op", id, change);
        var page = PageSamples.Render(new ApplicationsPage(
            "op",
            [],
            [],
            [
                Record("elsewhere", Changes.Edited), Record("gone", Changes.Removed), Record("gone", Changes.Edited),
                Record("asked", Changes.Requested), Record("no", Changes.Declined),
            ]));

        Assert.Equal(
            ["elsewhere"],
            Regex.Matches(page, "apps\\?client_id=([a-z]+)").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void A_form_comes_back_as_it_was_read()
    {
        var form = PageSamples.Description("Order desk") with { IsPublic = true, RequiresConsent = true };
        var page = PageSamples.Render(
            new ApplicationPage("op", "token", form) { Request = PageSamples.Request("x", ApplicationRequestState.Pending), Now = PageSamples.Now });
        var inputs = Regex.Matches(page, "<input [^>]*name=\"([^\"]+)\" value=\"([^\"]*)\"[^>]*>")
            .Where(input => !Regex.IsMatch(input.Value, "type=\"(radio|checkbox)\"") || input.Value.EndsWith(" checked>", StringComparison.Ordinal))
            .Select(input => (Name: input.Groups[1].Value, input.Groups[2].Value));
        var texts = Regex.Matches(page, "<textarea [^>]*name=\"([^\"]+)\"[^>]*>\n([^<]*)</textarea>")
            .Select(text => (Name: text.Groups[1].Value, text.Groups[2].Value));
        var body = string.Join('&', inputs.Concat(texts).Select(field =>
            $"{Uri.EscapeDataString(System.Net.WebUtility.HtmlDecode(field.Name))}={Uri.EscapeDataString(System.Net.WebUtility.HtmlDecode(field.Value))}"));

        var read = ApplicationForm.Read(PageSamples.Workspace, ParameterSet.Parse(body).Value!);

        Assert.Equivalent(form with { RedirectUris = ["https://app.example/callback", "Order", "desk"], PostLogoutRedirectUris = ["Order", "desk"] }, read);
    }

    [Fact]
    public void The_operators_alone_choose_scope_and_consent()
    {
        Assert.All(new[] { " name=\"scope\"", " name=\"requires_consent\"" }, field =>
        {
            Assert.DoesNotContain(field, Pages["request"], StringComparison.Ordinal);
            Assert.Contains(field, Pages["decide"], StringComparison.Ordinal);
            Assert.Contains(field, Pages["edit"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void An_operator_sees_that_an_application_must_push_its_requests()
    {
        const string Required = "The application must push them first (PAR).";
        var page = new ApplicationPage("op", "token", PageSamples.Description("x")) { Client = PageSamples.Client("x"), Now = PageSamples.Now };

        Assert.Contains(Required, Pages["edit-pushed"], StringComparison.Ordinal);
        Assert.DoesNotContain(Required, Pages["edit"], StringComparison.Ordinal);
        Assert.Contains(
            Required, PageSamples.Render(page, PageSamples.Workspace with { RequiresPushedRequests = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_sees_that_an_application_must_bind_its_tokens()
    {
        const string Required = "required: each token request needs a DPoP proof (RFC 9449)";
        var client = PageSamples.Client("x");
        var page = new ApplicationPage("op", "token", PageSamples.Description("x")) { Client = client, Now = PageSamples.Now };

        Assert.DoesNotContain(Required, PageSamples.Render(page, PageSamples.Workspace), StringComparison.Ordinal);
        Assert.Contains(
            Required, PageSamples.Render(page with { Client = client with { RequiresDpop = true } }, PageSamples.Workspace), StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_sees_the_workloads_that_prove_an_application()
    {
        var client = PageSamples.Client("x") with
        {
            Federated = [KnownWorkloads.OfKubernetes("https://cluster.example", "shop", "billing", [], null)],
        };
        var page = PageSamples.Render(new ApplicationPage("op", "token", PageSamples.Description("x")) { Client = client, Now = PageSamples.Now });

        foreach (var text in new[] { "Federated credentials", "https://cluster.example", "this issuer", "sub = system:serviceaccount:shop:billing" })
            Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Federated credentials", Pages["edit"], StringComparison.Ordinal);
    }

    [Fact]
    public void Only_grants_that_are_on_can_be_chosen()
    {
        var page = PageSamples.Render(
            new ApplicationRequestPage("token", new ApplicationDescription(), []), PageSamples.Workspace with { GrantTypes = [GrantTypes.DeviceCode] });

        Assert.Equal(["grant:" + GrantTypes.DeviceCode], Regex.Matches(page, "name=\"(grant:[^\"]+)\"").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void The_applicant_keeps_the_address_of_the_answer() => Assert.Contains(
        "https://auth.example/sales/oauth2/apps/request?ticket=a1b2c3.ticket&lang=en", Pages["status-new"], StringComparison.Ordinal);

    [Fact]
    public void A_secret_is_shown_with_examples_that_have_it()
    {
        var client = PageSamples.Client("Order desk") with { GrantTypes = [GrantTypes.ClientCredentials] };
        var request = PageSamples.Request("Order desk", ApplicationRequestState.Collected);
        var page = PageSamples.Shown(PageSamples.Render(new ApplicationStatusPage("ticket", "token", request)
        {
            Client = client,
            Secret = "the-secret",
            Example = new ExampleClient("a1b2c3", "the-secret", null),
        }));

        Assert.Contains("-u a1b2c3:the-secret", page.Replace("'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Authorization: Basic " + Convert.ToBase64String("a1b2c3:the-secret"u8), page, StringComparison.Ordinal);
        Assert.Contains("<section id=\"client-credentials\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<section id=\"authorization\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("YOUR_CLIENT", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_of_a_public_application_have_no_secret()
    {
        var request = PageSamples.Request("Order desk", ApplicationRequestState.Collected);
        var page = PageSamples.Shown(PageSamples.Render(new ApplicationStatusPage("ticket", "token", request)
        {
            Client = PageSamples.Client("Order desk") with { TokenEndpointAuthMethod = "none", GrantTypes = [GrantTypes.AuthorizationCode] },
            Example = new ExampleClient("a1b2c3", null, "https://app.example/callback?a=b&c=d"),
        }));

        Assert.Contains("-d client_id=a1b2c3", page, StringComparison.Ordinal);
        Assert.Contains("redirect_uri=https://app.example/callback%3Fa%3Db%26c%3Dd", page, StringComparison.Ordinal);
        Assert.Contains("--data-urlencode 'redirect_uri=https://app.example/callback?a=b&c=d'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Basic", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret was shown", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_say_when_they_end()
    {
        Assert.Contains("2026-03-03 15:16\u00a0UTC</time> (expired)", Pages["edit"], StringComparison.Ordinal);
        Assert.Contains("does not expire", Pages["edit"], StringComparison.Ordinal);
        // With only one valid secret, there is no old secret to end.
        var page = PageSamples.Render(new ApplicationPage("op", "token", new ApplicationDescription())
        {
            Client = PageSamples.Client("x") with { Secrets = [ClientSecret.Of("only", PageSamples.Now)] },
            Now = PageSamples.Now,
        });
        Assert.DoesNotContain("end_old", page, StringComparison.Ordinal);
    }
}
