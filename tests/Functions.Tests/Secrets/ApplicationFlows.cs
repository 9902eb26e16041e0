using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>The flows that create clients and operators: invitation, request, approval, secrets and registration, together with requests that fail.</summary>
internal sealed class ApplicationFlows(SweptHost host)
{
    private const string Password = "chosen-by-the-operator";
    private const string Register = $"/{SweptHost.Registering}/oauth2/register";

    public async Task RunAsync()
    {
        using var @operator = await InvitedAsync();
        using var applicant = host.Browser();
        var ticket = await AskAsync(applicant);
        await ApproveAsync(@operator, ticket.Split('.')[0]);
        await CollectAsync(applicant, ticket);
        await RotateAsync(@operator, ticket.Split('.')[0]);
        await RegisterAsync();
    }

    private async Task<ScriptlessBrowser> InvitedAsync()
    {
        var ticket = await host.InviteAsync("op");
        var browser = host.Browser();
        var page = await browser.GetAsync("/invitation?ticket=" + ticket);
        await browser.SubmitAsync(page, ("password", Password), ("password_again", Password + " or so"));
        var answer = await browser.SubmitAsync(page, ("password", Password), ("password_again", Password));
        Assert.Equal((HttpStatusCode.SeeOther, "/apps"), (answer.Status, answer.Location));
        await browser.GetAsync("/invitation?ticket=" + ticket);
        await browser.GetAsync($"/invitation?ticket={ticket}x");
        return browser;
    }

    private static async Task<string> AskAsync(ScriptlessBrowser applicant)
    {
        var page = await applicant.GetAsync("/apps/request");
        var answer = await applicant.SubmitAsync(
            page, ("name", "Nightly report"), ("contact", "somebody@example.com"), ("purpose", "To report."), ("client_type", "confidential"),
            ("grant:client_credentials", "on"), ("redirect_uris", null));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var ticket = answer.Parameters["ticket"]!;
        await applicant.GetAsync(answer.Location);
        await applicant.GetAsync($"/apps/request?ticket={ticket}x");
        return ticket;
    }

    private static async Task ApproveAsync(ScriptlessBrowser @operator, string id)
    {
        await @operator.GetAsync("/apps");
        var page = await @operator.GetAsync("/apps?request=" + id);
        var answer = await @operator.FollowAsync(await @operator.SubmitAsync(page, ("action", "approve"), ("scope", "notes.read")));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    private async Task CollectAsync(ScriptlessBrowser applicant, string ticket)
    {
        var page = await applicant.GetAsync("/apps/request?ticket=" + ticket);
        var shown = await applicant.SubmitAsync(page, ("action", "collect"));
        var secret = shown.ClientSecret;
        await applicant.SubmitAsync(page, ("action", "collect"));
        await host.Client.TokensAsync("grant_type=client_credentials", $"{ticket.Split('.')[0]}:{secret}");
    }

    private async Task RotateAsync(ScriptlessBrowser @operator, string id)
    {
        var page = await @operator.GetAsync("/apps?client_id=" + id);
        var shown = await @operator.FollowAsync(await @operator.SubmitAsync(page, ("action", "rotate"), ("keep_old_hours", "1")));
        await host.Client.TokensAsync("grant_type=client_credentials", $"{id}:{shown.ClientSecret}");
        await @operator.SubmitAsync(shown, ("action", "end_old"));
        await @operator.GetAsync("/apps?client_id=" + id);
    }

    private async Task RegisterAsync()
    {
        const string Metadata = """{"grant_types":["client_credentials"],"client_name":"A service"}""";
        var token = await host.NewRegistrationTokenAsync();
        await SendAsync(HttpMethod.Post, Register, token + "x", Metadata);
        await SendAsync(HttpMethod.Post, Register, token, """{"grant_types":["nothing"]}""");
        var client = await SendAsync(HttpMethod.Post, Register, token, Metadata);
        await SendAsync(HttpMethod.Post, Register, token, Metadata);
        var (id, secret, own) = (client.Text("client_id"), client.Text("client_secret"), client.Text("registration_access_token"));
        var address = $"{Register}?client_id={id}";
        await host.Client.TokensAsync("grant_type=client_credentials", $"{id}:{secret}", $"/{SweptHost.Registering}/oauth2/token");
        await SendAsync(HttpMethod.Get, address, own, null);
        await SendAsync(HttpMethod.Get, address, own + "x", null);
        await SendAsync(HttpMethod.Put, address, own, $$"""{"client_id":"{{id}}","client_secret":"{{secret}}","grant_types":["client_credentials"]}""");
        await SendAsync(HttpMethod.Put, address, own, $$"""{"client_id":"{{id}}","client_secret":"{{own}}","grant_types":["client_credentials"]}""");
        await SendAsync(HttpMethod.Delete, address, own, null);
        await SendAsync(HttpMethod.Get, address, own, null);
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string address, string? token, string? body)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await host.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }
}
