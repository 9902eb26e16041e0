using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Registration;

/// <summary>
/// LocalHost with the workspaces <c>closed</c>, <c>open</c> and <c>busy</c>. A registration in <c>closed</c> needs an initial access token.
/// In the other two workspaces, a client with redirect URIs at app.example needs no token.
/// </summary>
public sealed class RegistrationHost : IAsyncLifetime
{
    private readonly Randomness _randomness = new();
    private TestHost _host = null!;

    public LocalHostServer Server => _host.Server;

    public HttpClient Client => _host.Client;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        var notes = new Resource("Notes", "https://notes.example") { Scopes = ScopeSet.Of("notes.read") };
        await AddAsync("closed", workspace => workspace with { Registration = RegistrationPolicy.InitialAccessToken, Resources = [notes] });
        foreach (var name in new[] { "open", "busy" })
            await AddAsync(name, workspace => workspace with { Registration = RegistrationPolicy.AllowedHosts, RegistrationHosts = ["app.example"] });
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    public async Task<string> NewTokenAsync(string workspace = "closed", TimeSpan? lifetime = null)
    {
        var expiresAt = TimeProvider.System.GetUtcNow() + (lifetime ?? TimeSpan.FromHours(1));
        var token = Handle.New(ExpiringId.New(expiresAt, _randomness), _randomness);
        await Server.Services.GetRequiredService<RegistrationTokenTable>().AddAsync(workspace, token, expiresAt, default);
        return token.Text;
    }

    public async Task<string> NewTicketAsync(string workspace, string subject, string username)
    {
        var expiresAt = TimeProvider.System.GetUtcNow().AddHours(1);
        var ticket = Handle.New(ExpiringId.New(expiresAt, _randomness), _randomness);
        await Server.Services.GetRequiredService<InvitationTable>().AddAsync(workspace, ticket, new Invitation(subject, username, expiresAt), default);
        return ticket.Text;
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string address, string? token, string? body = null, string type = "application/json", string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (forwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        return await Client.SendAsync(request);
    }

    public static string Metadata(string more = "") => $$"""{"redirect_uris":["https://app.example/callback"]{{more}}}""";

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response) => JsonElement.Parse(await response.Content.ReadAsStringAsync());

    private async Task AddAsync(string name, Func<Workspace, Workspace> change)
    {
        var usual = Server.Services.GetRequiredService<TollgateSettings>().UsualWorkspace(name);
        await Server.Services.GetRequiredService<WorkspaceTable>().AddAsync(change(usual), default);
    }
}
