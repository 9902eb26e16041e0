using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.Functions.Tests.Registration;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>Every page shows as text the values that applicants, self-registered clients and operators write.</summary>
public sealed class ApplicationInjectionTests(RegistrationHost host) : IClassFixture<RegistrationHost>
{
    private const string Client = "https://app.example/callback";
    private const string Chosen = "a password of one's own";

    private static readonly string[] Fields =
    [
        "name", "purpose", "contact", "client_type", "redirect_uris", "post_logout_redirect_uris", "scope", "lang", "form_token", "ticket", "action",
        "grant:authorization_code",
    ];

    [Theory]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public async Task A_field_of_the_form_for_applications(string payload)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync("/apps/request?" + Requests.Encode(("lang", payload)));
        HarmlessPage.Check(page, payload);

        foreach (var name in Fields.Append(payload))
        {
            HarmlessPage.Check(await browser.SubmitAsync(page, ("name", ""), (name, payload)), payload);
            HarmlessPage.Check(await browser.GetAsync("/apps/request?" + Requests.Encode((name, payload))), payload);
        }

        var again = await browser.SubmitAsync(page, ("name", payload), ("purpose", payload), ("contact", payload), ("redirect_uris", payload));
        HarmlessPage.Check(again, payload);
        Assert.Equal((payload, payload, payload), (again.Form.Fields["name"], again.Form.Fields["purpose"], again.Form.Fields["contact"]));
        HarmlessPage.Check(await browser.GetAsync("/invitation?" + Requests.Encode(("ticket", payload), ("lang", payload))), payload);
        HarmlessPage.Check(await browser.PostAsync("/invitation", ("ticket", payload), ("password", payload), ("form_token", payload)), payload);
    }

    [Theory]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public async Task The_texts_of_an_applicant_and_an_operator_for_each_other(string payload)
    {
        using var way = LoopbackClient.NextWay();
        using var applicant = new ScriptlessBrowser(host.Server.Address, way);
        using var @operator = await OperatorAsync(payload);
        var (refused, wanted) = (await AskAsync(applicant, payload), await AskAsync(applicant, payload));
        var list = await @operator.GetAsync("/apps");
        HarmlessPage.Check(list, payload);
        AssertShown(list, payload);

        await @operator.SubmitAsync(await @operator.GetAsync("/apps?request=" + IdOf(refused)), ("action", "decline"), ("answer", payload));
        var declined = await applicant.GetAsync("/apps/request?ticket=" + refused);
        HarmlessPage.Check(declined, payload);
        Assert.Equal(2, WebUtility.HtmlDecode(declined.Body).Split(payload).Length - 1);

        var request = await @operator.GetAsync("/apps?request=" + IdOf(wanted));
        HarmlessPage.Check(request, payload);
        foreach (var field in Fields)
            HarmlessPage.Check(await @operator.SubmitAsync(request, (field, payload), ("grant:client_credentials", null), ("action", "approve")), payload);
        var approved = await @operator.FollowAsync(await @operator.SubmitAsync(request, ("action", "approve"), ("scope", "notes.read")));
        HarmlessPage.Check(approved, payload);
        AssertShown(approved, payload);
        HarmlessPage.Check(await @operator.GetAsync("/apps?client_id=" + IdOf(wanted)), payload);
        HarmlessPage.Check(await @operator.GetAsync("/apps?" + Requests.Encode(("client_id", payload), ("request", payload), ("new", payload))), payload);
        var status = await applicant.GetAsync("/apps/request?ticket=" + wanted);
        HarmlessPage.Check(status, payload);
        HarmlessPage.Check(await applicant.SubmitAsync(status, ("action", "collect")), payload);
        HarmlessPage.Check(await @operator.GetAsync("/apps"), payload);
    }

    [Theory]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public async Task The_name_of_a_client_that_registered_itself(string payload)
    {
        var json = JsonSerializer.Serialize(payload);
        var metadata = RegistrationHost.Metadata($",\"client_name\":{json},\"contacts\":[{json}],\"token_endpoint_auth_method\":\"none\"");
        using var created = await host.SendAsync(HttpMethod.Post, "/open/oauth2/register", null, metadata);
        var id = (await RegistrationHost.JsonOf(created)).Text("client_id")!;
        using var browser = new ScriptlessBrowser(host.Server.Address);

        foreach (var more in new (string, string?)[] { ("prompt", "login"), ("prompt", "none"), ("scope", payload), ("response_type", payload) })
            foreach (var mode in new[] { "query", "form_post" })
                HarmlessPage.Check(await browser.GetAsync(AddressOf(id, ("response_mode", mode), ("state", payload), more)), payload, Client);
        var signIn = await browser.GetAsync(AddressOf(id, ("state", payload)));
        HarmlessPage.Check(signIn, payload, Client);
        AssertShown(signIn, payload);
    }

    private static string AddressOf(string client, params (string Name, string? Value)[] changes) =>
        "/open/oauth2/authorize?" + Requests.AuthorizeQuery([("client_id", client), ("redirect_uri", Client), .. changes]);

    private static string IdOf(string ticket) => ticket.Split('.')[0];

    /// <summary>An email address may contain all of these characters except spaces. In a tag, a slash replaces a space.</summary>
    private static async Task<string> AskAsync(ScriptlessBrowser applicant, string payload)
    {
        var asked = await applicant.SubmitAsync(
            await applicant.GetAsync("/apps/request"), ("name", payload), ("contact", $"{payload.Replace(' ', '/')}@mail.example"), ("purpose", payload),
            ("client_type", "confidential"), ("grant:client_credentials", "on"), ("lang", payload));
        Assert.True(asked.Status == HttpStatusCode.SeeOther, asked.Body);
        var status = await applicant.GetAsync(asked.Location);
        HarmlessPage.Check(status, payload);
        AssertShown(status, payload);
        return asked.Parameters["ticket"]!;
    }

    /// <summary>Signs in an operator whose name also contains the payload.</summary>
    private async Task<ScriptlessBrowser> OperatorAsync(string payload)
    {
        var (subject, username) = ($"{Guid.NewGuid():n}", $"{payload}{Guid.NewGuid():n}");
        await host.Server.Services.GetRequiredService<UserTable>().AddAsync(
            Workspace.DefaultName, new User(subject, username) { IsOperator = true }, new FrameworkPasswordHasher().Hash(Chosen), default);
        var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync("/invitation?ticket=" + await host.NewTicketAsync(Workspace.DefaultName, subject, username));
        HarmlessPage.Check(page, payload);
        AssertShown(page, username);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync(page, ("password", Chosen), ("password_again", Chosen))).Status);
        return browser;
    }

    private static void AssertShown(Answer page, string text) => Assert.Contains(text, WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
}
