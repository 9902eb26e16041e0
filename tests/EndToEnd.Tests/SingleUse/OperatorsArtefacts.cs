using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>
/// Artefacts for a single use that operators give to people and programs. The tests write them to the tables as the operators' commands do.
/// </summary>
internal static class OperatorsArtefacts
{
    /// <summary>The name of a workspace that registers clients.</summary>
    private const string Registering = "registering";

    private static readonly Randomness Randomness = new();

    public static readonly IReadOnlyList<OneTimeArtefact> All =
    [
        new("secret of an application", ApprovedRequestAsync, CollectAsync) { CheckAsync = AssertSecretFitsAsync },
        new("invitation", InvitationAsync, ChoosePasswordAsync) { IsSlow = true, CheckAsync = AssertPasswordFitsAsync },
        new("initial access token", RegistrationTokenAsync, RegisterAsync) { CheckAsync = AssertRegisteredAsync },
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset Soon => DateTimeOffset.UtcNow.AddHours(1);

    /// <summary>Returns the ticket of an applicant whose request an operator has approved.</summary>
    private static async Task<string> ApprovedRequestAsync(Instances on)
    {
        var applications = new ApplicationTable(on.Tables, Randomness);
        var workspace = new Workspace(Workspace.DefaultName, on.Issuer);
        var ticket = Handle.New("a" + Randomness.Id(), Randomness);
        var asked = new ApplicationRequest(ticket.Id)
        {
            Description = new ApplicationDescription { Name = "Nightly report", GrantTypes = [GrantTypes.ClientCredentials] },
            State = ApplicationRequestState.Pending,
            TicketHash = ticket.Hash(),
            CreatedAt = DateTimeOffset.UtcNow,
        };
        Assert.True(await applications.TryChangeAsync(workspace, ApplicationChange.Ask(asked), Token));
        var pending = await applications.FindRequestAsync(workspace, ticket.Id, Token);
        var client = new Client(ticket.Id) { ClientName = "Nightly report", GrantTypes = [GrantTypes.ClientCredentials], Scope = ScopeSet.Of("notes.read") };
        Assert.True(await applications.TryChangeAsync(workspace, ApplicationChange.Approve(pending!, client, "operator", DateTimeOffset.UtcNow), Token));
        return ticket.Text;
    }

    private static async Task<Use> CollectAsync(Instances on, int turn, string ticket)
    {
        var form = await on.OnceAsync(ticket, () => on.Stranger.OpenAsync("/apps/request?ticket=" + ticket, Token));
        var page = await on.Stranger.SubmitAsync(form, on.AddressOf(turn), Token, ("action", "collect"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        // A late applicant sees that the secret was fetched, and sees the client's id.
        Assert.Contains(ticket.Split('.')[0], page.Body, StringComparison.Ordinal);
        return new Use(page.ShownSecret);
    }

    private static async Task AssertSecretFitsAsync(Instances on, string ticket, Use won)
    {
        for (var i = 0; i < Instances.Count; i++)
            Assert.True((await new OAuthClient(on.At(i), ticket.Split('.')[0], won.Gained!).ClientCredentialsAsync(Token)).IsSuccess);
    }

    /// <summary>Returns the username and the ticket.</summary>
    private static async Task<string> InvitationAsync(Instances on)
    {
        var ticket = Handle.New(ExpiringId.New(Soon, Randomness), Randomness);
        var user = new User(Randomness.Id(), "invited-" + Randomness.Id());
        await new UserTable(on.Tables).AddAsync(Workspace.DefaultName, user, new FrameworkPasswordHasher().Hash(Randomness.Secret()), Token);
        await new InvitationTable(on.Tables, Expired(), TimeProvider.System, Randomness)
            .AddAsync(Workspace.DefaultName, ticket, new Invitation(user.Subject, user.Username, Soon), Token);
        return $"{user.Username} {ticket.Text}";
    }

    /// <summary>Chooses another password in each attempt.</summary>
    private static async Task<Use> ChoosePasswordAsync(Instances on, int turn, string invitation)
    {
        var form = await on.OnceAsync(invitation, () => on.Stranger.OpenAsync("/invitation?ticket=" + invitation.Split(' ')[1], Token));
        var password = $"password of number {turn}";
        var answer = await on.Stranger.SubmitAsync(form, on.AddressOf(turn), Token, ("password", password), ("password_again", password));
        if (answer.Status == HttpStatusCode.SeeOther)
            return new Use(password);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("has been used or has expired", answer.Body, StringComparison.Ordinal);
        return Use.Refused;
    }

    private static async Task AssertPasswordFitsAsync(Instances on, string invitation, Use won)
    {
        var answer = await new OAuthClient(on.At(1), "demo-legacy", "demo-legacy-secret").PostAsync(
            "/token", Token, ("grant_type", "password"), ("username", invitation.Split(' ')[0]), ("password", won.Gained!));
        Assert.True(answer.IsSuccess, $"{answer}");
    }

    private static async Task<string> RegistrationTokenAsync(Instances on)
    {
        await new WorkspaceTable(on.Tables).AddAsync(
            new Workspace(Registering, new Uri(on.Issuer, Registering))
            {
                Registration = RegistrationPolicy.InitialAccessToken,
                Resources = [new Resource("Notes", "https://notes.example") { Scopes = ScopeSet.Of("notes.read") }],
            },
            Token);
        var token = Handle.New(ExpiringId.New(Soon, Randomness), Randomness);
        await new RegistrationTokenTable(on.Tables, Expired(), TimeProvider.System, Randomness).AddAsync(Registering, token, Soon, Token);
        return token.Text;
    }

    private static async Task<Use> RegisterAsync(Instances on, int turn, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{Registering}/oauth2/register")
        {
            Content = new StringContent("""{"grant_types":["client_credentials"],"scope":"notes.read"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await on.At(turn).SendAsync(request, Token);
        if (response.StatusCode == HttpStatusCode.Created)
            return new Use(await response.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        return Use.Refused;
    }

    private static async Task AssertRegisteredAsync(Instances on, string token, Use won)
    {
        var client = JsonElement.Parse(won.Gained!);
        for (var i = 0; i < Instances.Count; i++)
        {
            var registered = new OAuthClient(on.At(i), client.GetProperty("client_id").GetString()!, client.GetProperty("client_secret").GetString());
            var answer = await registered.PostAsync($"/{Registering}/oauth2/token", Token, ("grant_type", "client_credentials"));
            Assert.True(answer.IsSuccess, $"{answer}");
        }
    }

    private static ExpiredRows Expired() => new(TimeProvider.System, NullLogger<ExpiredRows>.Instance);
}
