using System.Text;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Authorization.Rules;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.PushedRequests;

/// <summary>
/// The pushed authorization request endpoint (RFC 9126 §2). It applies the rules of the authorization endpoint, and stores the request.
/// If the request breaks a rule, the client gets the error and nothing is stored.
/// </summary>
public sealed class PushedAuthorizationRequestEndpoint(
    AuthorizationRules rules, SenderProofs proofs, IPushedRequestStore requests, PushThrottle throttle, TimeProvider time, Randomness randomness)
    : IClientEndpoint
{
    /// <summary>A value in a row of Table Storage has up to 64 KiB.</summary>
    public const int MaximumLength = 64 * 1024;

    /// <summary>The parameters that authenticate the client. They are not part of the request, and no secret is stored.</summary>
    private static readonly string[] Credentials = ["client_id", "client_secret", "client_assertion", "client_assertion_type"];

    public async ValueTask<OAuthError?> CheckAsync(ClientRequest request, CancellationToken cancellationToken) =>
        await proofs.ReadAsync(request.Request, request.Client, cancellationToken) is { IsError: true } refused ? refused.Error : null;

    public async ValueTask<OAuthResult<EndpointResult>> HandleAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters.Contains("request_uri"))
            return OAuthError.InvalidRequest("A pushed request has no request_uri.");
        var proof = await proofs.ReadAsync(request.Request, request.Client, cancellationToken);
        if (proof is { IsError: true })
            return proof.Value.Error!;
        if (DpopKeyRule.Differs(request.Parameters, proof?.Value))
            return OAuthError.InvalidRequest("The dpop_jkt is not the thumbprint of the key that the DPoP proof proves.");
        var query = QueryOf(request, proof?.Value);
        if (Encoding.UTF8.GetByteCount(query) > MaximumLength)
            return AuthorizationResponse.TooLongError;
        var pushed = new PushedParameters(ParameterSet.Parse(query).Value!);
        var (asked, error) = await rules.CheckAsync(request.Workspace, pushed, new Opening(time.GetUtcNow()), cancellationToken);
        if (error is not null)
            return error;
        if (!AuthorizationResponse.HasRoom(asked))
            return AuthorizationResponse.TooLongError;
        return await throttle.RefusalAsync(request, cancellationToken) is { } refused
            ? refused
            : await StoreAsync(request, query, cancellationToken) with { DpopNonce = proof?.Value?.NextNonce };
    }

    private async ValueTask<JsonResult> StoreAsync(ClientRequest request, string query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var handle = Handle.New(ExpiringId.New(PushedRequest.LastExpiry(now), randomness), randomness);
        var pushed = new PushedRequest(handle.Id, request.Client.ClientId, query, now + PushedRequest.Openable);
        await requests.AddAsync(request.Workspace, handle, pushed, cancellationToken);
        var response = new PushedAuthorizationResponse(RequestUri.Of(handle), (int)PushedRequest.Openable.TotalSeconds);
        return JsonResult.Of(response, PushedRequestsJson.Default.PushedAuthorizationResponse) with { IsCreation = true };
    }

    /// <summary>
    /// The parameters of the request without its credentials, also those that this server does not know. The client_id is that of the
    /// authenticated client. The key of a proof becomes the dpop_jkt, which binds the code to that key (RFC 9449 §10.1).
    /// </summary>
    private static string QueryOf(ClientRequest request, SenderProof? proof)
    {
        var parameters = request.Parameters.Pairs.Where(pair => !Credentials.Contains(pair.Key)).Prepend(new("client_id", request.Client.ClientId));
        return ParameterSet.ToQuery(DpopKeyRule.ParameterOf(proof) is { } key && !request.Parameters.Contains(key.Key) ? parameters.Append(key) : parameters);
    }

    /// <summary>The request before it is stored.</summary>
    private sealed class PushedParameters(ParameterSet parameters) : PendingRequest(parameters, "")
    {
        public override bool IsStored => true;
    }
}
