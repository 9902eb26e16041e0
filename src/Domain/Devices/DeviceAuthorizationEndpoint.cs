using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Devices;

/// <summary>
/// The device authorization endpoint (RFC 8628 §3.1). It issues a device code to poll with, and a user code to type elsewhere.
/// </summary>
public sealed class DeviceAuthorizationEndpoint(
    IGrantStore grants,
    IUserCodeStore userCodes,
    DeviceThrottle throttle,
    GrantTerms terms,
    TimeProvider time,
    Randomness randomness) : IClientEndpoint
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public async ValueTask<OAuthResult<EndpointResult>> HandleAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        var registration = request.Client;
        if (!Permitted.GrantType(request.Workspace, registration, GrantTypes.DeviceCode))
            return OAuthError.UnauthorizedClient("The client may not use the device grant.", registration.ClientId);
        var scope = Permitted.Granted(
            request.Workspace, request.Parameters["scope"], new ScopeTerms(Permitted.Scope(request.Workspace, registration)));
        if (scope.IsError)
            return scope.Error;
        // A client with a secret needs no limit: it can be identified and disabled.
        var attempt = registration.IsPublic
            ? await throttle.BeginAsync(request.Workspace, request.Request.RemoteNetwork, cancellationToken)
            : null;
        return attempt is { IsRefused: true }
            ? OAuthError.TooManyRequests("Too many devices have begun from the same network. Try again later.", attempt.Wait)
            : await AuthorizeAsync(request.Workspace, registration, scope.Value, cancellationToken);
    }

    private async ValueTask<EndpointResult> AuthorizeAsync(Workspace workspace, Client client, ScopeSet scope, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var expiresAt = terms.ExpiryOf(workspace, client) + workspace.DeviceCodeLifetime;
        var grant = new AuthorizationGrant(terms.NewId(expiresAt))
        {
            ClientId = client.ClientId,
            ClientGeneration = AuthorizationGrant.GenerationOf(client),
            Subject = "",
            Scope = scope,
            State = GrantState.DevicePending,
            ExpiresAt = expiresAt,
            Authentication = Authentication.ByPassword(now),
            Device = new DeviceState(now + workspace.DeviceCodeLifetime, Interval, now - Interval),
        };
        var deviceCode = Handle.New(grant.Id, randomness);
        await grants.AddAsync(workspace, grant with { CodeHash = deviceCode.Hash() }, cancellationToken);
        var userCode = await GiveUserCodeAsync(workspace, grant, cancellationToken);
        var address = workspace.Address(Paths.Device);
        return JsonResult.Of(
            new DeviceAuthorizationResponse(
                deviceCode.Text,
                userCode,
                address,
                $"{address}?user_code={userCode}",
                (int)workspace.DeviceCodeLifetime.TotalSeconds,
                (int)Interval.TotalSeconds),
            DeviceJson.Default.DeviceAuthorizationResponse);
    }

    private async ValueTask<string> GiveUserCodeAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        string userCode;
        do
            userCode = UserCode.New(randomness);
        while (!await userCodes.TryAddAsync(workspace, userCode, grant.Id, grant.Device!.ExpiresAt, cancellationToken));
        return userCode;
    }
}
