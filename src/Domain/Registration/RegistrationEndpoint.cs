using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>
/// The client registration endpoint (RFC 7591 §3). With a client_id, the same address is the client configuration endpoint (RFC
/// 7592 §2).
/// </summary>
public sealed class RegistrationEndpoint(
    ClientRegistration registration,
    IApplicationStore applications,
    IRegistrationTokenStore tokens,
    RegistrationThrottle throttle,
    TimeProvider time,
    Randomness randomness) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (request.Workspace.Registration == RegistrationPolicy.Off)
            return new NotFoundResult("This server registers no clients here.");
        if (request.Kind != RequestKind.Submission)
            return await ManageAsync(request, cancellationToken);
        if (PresentedToken.BearerOf(request.Authorization) is { } text)
            return await RegisterWithTokenAsync(request, text, cancellationToken);
        return request.Workspace.Registration == RegistrationPolicy.AllowedHosts
            ? await RegisterOpenlyAsync(request, cancellationToken)
            : Challenge(request, "The request has no initial access token.", isErrorShown: false);
    }

    private async ValueTask<EndpointResult> RegisterWithTokenAsync(EndpointRequest request, string text, CancellationToken cancellationToken)
    {
        var workspace = request.Workspace;
        if (Handle.Parse(text) is not { } token || !await tokens.KnowsAsync(workspace, token, cancellationToken))
            return Challenge(request, "The initial access token is unknown, used or expired.");
        var client = Describe(request, new Client("") { Origin = ClientOrigin.InitialToken });
        if (client.IsError)
            return new FailureResult(client.Error);
        // The client_id is derived from the token, so the write of the client uses the token up. An outage therefore costs no
        // program its token.
        var clientId = KeyHash.Of("registered with", token.Text);
        if (await TryAddAsync(workspace, client.Value with { ClientId = clientId }, cancellationToken) is not { } answer)
            return Challenge(request, "The initial access token is used.");
        var isOwn = true;
        var isMarked = await Tidying.TryAsync(
            async () => isOwn = await tokens.TryTakeAsync(workspace, token, cancellationToken), cancellationToken);
        if (!isOwn)
            return await GiveUpAsync(request, clientId, cancellationToken);
        return isMarked ? answer : answer with
        {
            Warning = $"the initial access token of client {clientId} could not be marked as used; the row of the client shows the use",
        };
    }

    /// <summary>
    /// Removes the client again, because an instance of version 0.1.0 used the token first. Such an instance marks the token before it
    /// adds its client.
    /// </summary>
    private async ValueTask<EndpointResult> GiveUpAsync(EndpointRequest request, string clientId, CancellationToken cancellationToken)
    {
        if (await applications.FindClientAsync(request.Workspace, clientId, cancellationToken) is { } client)
            await RemoveAsync(request.Workspace, client, cancellationToken);
        return Challenge(request, "The initial access token is used.");
    }

    private async ValueTask<EndpointResult> RegisterOpenlyAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var workspace = request.Workspace;
        var client = Describe(request, new Client("") { Origin = ClientOrigin.Open });
        if (client.IsError)
            return new FailureResult(client.Error);
        if (OpenRegistration.Check(workspace, client.Value) is { } problem)
            return new FailureResult(problem);
        // The attempt is counted last, so that a mistake does not count.
        var attempt = await throttle.BeginAsync(workspace, request.RemoteNetwork, cancellationToken);
        if (attempt.IsRefused)
            return new FailureResult(OAuthError.TooManyRequests("Too many clients were registered. Try again later.", attempt.Wait));
        return await AddAsync(workspace, client.Value, cancellationToken);
    }

    private async ValueTask<EndpointResult> AddAsync(Workspace workspace, Client described, CancellationToken cancellationToken)
    {
        JsonResult? answer;
        do
            answer = await TryAddAsync(workspace, described with { ClientId = ClientId.New(randomness) }, cancellationToken);
        while (answer is null);
        return answer;
    }

    /// <summary>Null when the id is taken.</summary>
    private async ValueTask<JsonResult?> TryAddAsync(Workspace workspace, Client described, CancellationToken cancellationToken)
    {
        var (now, token) = (time.GetUtcNow(), randomness.Secret());
        var secret = described.TakesSecrets ? randomness.Secret() : null;
        var client = described.Made(now, randomness) with
        {
            Secrets = secret is null ? [] : [ClientSecret.Of(secret, now)],
            RegistrationTokenHash = Handle.HashOf(token),
        };
        return await applications.TryChangeAsync(workspace, ApplicationChange.Register(client, now), cancellationToken)
            ? Answer(workspace, client, token, secret) with { IsCreation = true }
            : null;
    }

    private async ValueTask<EndpointResult> ManageAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (PresentedToken.BearerOf(request.Authorization) is not { } token)
            return Challenge(request, "The request has no registration access token.", isErrorShown: false);
        EndpointResult? done;
        do
        {
            var client = await FindAsync(request, token, cancellationToken);
            if (client is null)
                return Challenge(request, "The registration access token is not one of a client with this client_id.");
            done = request.Kind switch
            {
                RequestKind.Removal => await RemoveAsync(request.Workspace, client, cancellationToken),
                RequestKind.Replacement => await ReplaceAsync(request, client, token, cancellationToken),
                _ => Answer(request.Workspace, client, token, secret: null),
            };
        }
        // Another request changed the client in between. The change is applied to the new version.
        while (done is null);
        return done;
    }

    /// <summary>The client that the token belongs to. A disabled client may not change itself.</summary>
    private async ValueTask<Client?> FindAsync(EndpointRequest request, string token, CancellationToken cancellationToken)
    {
        var clientId = request.Parameters["client_id"] ?? "";
        var client = ClientId.IsWellFormed(clientId)
            ? await applications.FindClientAsync(request.Workspace, clientId, cancellationToken)
            : null;
        return new Handle(clientId, token).Matches(client?.RegistrationTokenHash) && !client!.IsDisabled ? client : null;
    }

    private async ValueTask<EndpointResult?> RemoveAsync(Workspace workspace, Client client, CancellationToken cancellationToken)
    {
        var change = ApplicationChange.Remove(client, AuditRecord.Registration, time.GetUtcNow());
        return await applications.TryChangeAsync(workspace, change, cancellationToken) ? new EmptyResult { IsRemoval = true } : null;
    }

    private async ValueTask<EndpointResult?> ReplaceAsync(EndpointRequest request, Client client, string token, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var described = Describe(request, client);
        if (described.IsError)
            return new FailureResult(described.Error);
        if (client.Origin == ClientOrigin.Open && OpenRegistration.Check(request.Workspace, described.Value) is { } problem)
            return new FailureResult(problem);
        described = OwnChange.Apply(client, described.Value, randomness);
        if (described.IsError)
            return new FailureResult(described.Error);
        var secret = !described.Value.TakesSecrets || client.LiveSecrets(now).Any() ? null : randomness.Secret();
        var changed = described.Value with
        {
            Secrets = !described.Value.TakesSecrets ? [] : secret is null ? client.Secrets : [ClientSecret.Of(secret, now)],
        };
        if (OwnChange.IsNone(client, changed))
            return Answer(request.Workspace, client, token, secret: null);
        // The attempt is counted last, so that a mistake or a change without effect does not count.
        var attempt = await throttle.BeginChangeAsync(request.Workspace, client.ClientId, cancellationToken);
        if (attempt.IsRefused)
            return new FailureResult(OAuthError.TooManyRequests("The client has changed its registration too often. Try again later.", attempt.Wait));
        var change = ApplicationChange.Edit(changed, AuditRecord.Registration, now);
        return await applications.TryChangeAsync(request.Workspace, change, cancellationToken)
            ? Answer(request.Workspace, changed, token, secret)
            : null;
    }

    /// <summary>
    /// The client as the request describes it. A change must name the client itself, and only members that it may set (RFC 7592
    /// §2.2).
    /// </summary>
    private OAuthResult<Client> Describe(EndpointRequest request, Client client)
    {
        var description = ClientDescription.Read(request.Json);
        if (description.IsError)
            return description.Error;
        if (request.Kind == RequestKind.Replacement)
        {
            if (description.Value.HasServersMembers)
                return OAuthError.InvalidRequest(
                    "A change has no registration_access_token, registration_client_uri, client_id_issued_at or client_secret_expires_at "
                    + "(RFC 7592 section 2.2).");
            if (description.Value.ClientId != client.ClientId)
                return OAuthError.InvalidClientMetadata("The client_id is not that of the client.");
            if (description.Value.ClientSecret is { } secret
                && !client.LiveSecrets(time.GetUtcNow()).Any(known => known.Matches(Handle.HashOf(secret), time.GetUtcNow())))
                return OAuthError.InvalidClientMetadata("The client_secret is not that of the client: leave it out.");
        }

        return registration.Describe(request.Workspace, description.Value, client);
    }

    private static JsonResult Answer(Workspace workspace, Client client, string token, string? secret) =>
        JsonResult.Of(ClientInformation.Of(workspace, client, token, secret), RegistrationJson.Default.ClientInformation);

    /// <summary>RFC 6750 §3: the answer to a request without a token has no error code.</summary>
    private static FailureResult Challenge(EndpointRequest request, string description, bool isErrorShown = true) =>
        new(OAuthError.InvalidToken(description), new Challenge(AuthenticationSchemes.Bearer, request.Workspace.Issuer, isErrorShown));
}
