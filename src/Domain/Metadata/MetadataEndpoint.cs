using System.Runtime.CompilerServices;
using System.Text.Json;
using Tollgate.Domain.Claims;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Token;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Metadata;

/// <summary>
/// The metadata document. It is the same at the addresses of RFC 8414 §3 and of OpenID Connect Discovery §4. It lists the parts that
/// <see cref="AuthorizationServer"/> registers, except for legacy grants. A legacy grant works only for clients that have it.
/// </summary>
/// <param name="has">Whether the server has an endpoint of an optional room, by its path.</param>
public sealed class MetadataEndpoint(
    TokenEndpoint token, IReadOnlyList<string> authenticationMethods, IKeyRings keys, Func<string, bool> has) : IEndpoint
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    /// <summary>One document for each workspace in memory. It is collected together with the workspace.</summary>
    private readonly ConditionalWeakTable<Workspace, DocumentResult> _documents = [];

    public ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<EndpointResult>(_documents.GetValue(request.Workspace, Describe));

    private DocumentResult Describe(Workspace workspace) => DocumentResult.Of(
        JsonSerializer.SerializeToUtf8Bytes(
            new ServerMetadata
            {
                Issuer = workspace.Issuer,
                AuthorizationEndpoint = workspace.Address(Paths.Authorize),
                PushedAuthorizationRequestEndpoint = AddressOf(workspace, Paths.PushedAuthorizationRequest),
                RequirePushedAuthorizationRequests = has(Paths.PushedAuthorizationRequest) ? workspace.RequiresPushedRequests : null,
                TokenEndpoint = workspace.Address(Paths.Token),
                UserInfoEndpoint = workspace.Address(Paths.UserInfo),
                EndSessionEndpoint = workspace.Address(Paths.EndSession),
                DeviceAuthorizationEndpoint = AddressOf(workspace, Paths.DeviceAuthorization),
                IntrospectionEndpoint = AddressOf(workspace, Paths.Introspect),
                IntrospectionEndpointAuthMethodsSupported = has(Paths.Introspect)
                    ? [.. authenticationMethods.Where(method => method != AuthenticationMethods.None)]
                    : null,
                RevocationEndpoint = workspace.Address(Paths.Revoke),
                RevocationEndpointAuthMethodsSupported = authenticationMethods,
                RegistrationEndpoint = workspace.Registration == RegistrationPolicy.Off ? null : AddressOf(workspace, Paths.Registration),
                JwksUri = workspace.Address(Paths.Jwks),
                ScopesSupported = workspace.Scopes.IsEmpty ? null : workspace.Scopes.Tokens,
                ResponseTypesSupported = ["code"],
                ResponseModesSupported = ["query", "fragment", "form_post"],
                GrantTypesSupported = [.. token.Grants.Where(grant => !grant.IsLegacy && workspace.HasOn(grant.GrantType)).Select(grant => grant.GrantType)],
                TokenEndpointAuthMethodsSupported = authenticationMethods,
                IdTokenSigningAlgValuesSupported = keys.Of(workspace).Algorithms,
                ClaimsSupported = ["iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash", "sid", "sub", .. ClaimsPolicy.Supported],
                UiLocalesSupported = workspace.UiLocales,
            },
            MetadataJson.Default.ServerMetadata),
        MaxAge);

    /// <summary>Null when the server lacks the room of the endpoint.</summary>
    private string? AddressOf(Workspace workspace, string path) => has(path) ? workspace.Address(path) : null;
}
