using System.Runtime.CompilerServices;
using System.Text.Json;
using Tollgate.Domain.Claims;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Token;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Metadata;

/// <summary>
/// The metadata document. It is the same at the addresses of RFC 8414 §3 and of OpenID Connect Discovery §4. It lists the parts that
/// <see cref="AuthorizationServer"/> registers, except for legacy grants. A legacy grant works only for clients that have it.
/// </summary>
/// <param name="has">Whether the server has an endpoint of an optional room, by its path.</param>
public sealed class MetadataEndpoint(
    TokenEndpoint token, IReadOnlyList<string> authenticationMethods, SenderProofs proofs, IKeyRings keys, Func<string, bool> has) : IEndpoint
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
                RequirePushedAuthorizationRequests = has(Paths.PushedAuthorizationRequest) ? workspace.RequiresPushedRequests || IsFapi2(workspace) : null,
                TokenEndpoint = workspace.Address(Paths.Token),
                UserInfoEndpoint = workspace.Address(Paths.UserInfo),
                EndSessionEndpoint = workspace.Address(Paths.EndSession),
                DeviceAuthorizationEndpoint = AddressOf(workspace, Paths.DeviceAuthorization),
                IntrospectionEndpoint = AddressOf(workspace, Paths.Introspect),
                IntrospectionEndpointAuthMethodsSupported = has(Paths.Introspect)
                    ? [.. MethodsOf(workspace).Where(method => method != AuthenticationMethods.None)]
                    : null,
                IntrospectionEndpointAuthSigningAlgValuesSupported = has(Paths.Introspect) ? AssertionAlgorithms(workspace) : null,
                RevocationEndpoint = workspace.Address(Paths.Revoke),
                RevocationEndpointAuthMethodsSupported = MethodsOf(workspace),
                RevocationEndpointAuthSigningAlgValuesSupported = AssertionAlgorithms(workspace),
                RegistrationEndpoint = workspace.Registration == RegistrationPolicy.Off ? null : AddressOf(workspace, Paths.Registration),
                JwksUri = workspace.Address(Paths.Jwks),
                ScopesSupported = workspace.Scopes.IsEmpty ? null : workspace.Scopes.Tokens,
                ResponseTypesSupported = ["code"],
                ResponseModesSupported = ["query", "fragment", "form_post"],
                GrantTypesSupported = [.. token.Grants.Where(grant => !grant.IsLegacy && workspace.HasOn(grant.GrantType)).Select(grant => grant.GrantType)],
                TokenEndpointAuthMethodsSupported = MethodsOf(workspace),
                TokenEndpointAuthSigningAlgValuesSupported = AssertionAlgorithms(workspace),
                IdTokenSigningAlgValuesSupported = AlgorithmsOf(workspace),
                DpopSigningAlgValuesSupported = ProofAlgorithms(workspace),
                ClaimsSupported = ["iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash", "sid", "sub", .. ClaimsPolicy.Supported],
                UiLocalesSupported = workspace.UiLocales,
            },
            MetadataJson.Default.ServerMetadata),
        MaxAge);

    private IReadOnlyList<string>? AssertionAlgorithms(Workspace workspace) =>
        authenticationMethods.Contains(AuthenticationMethods.PrivateKeyJwt) ? Permitted.AssertionAlgorithms(workspace.Profile) : null;

    private IReadOnlyList<string>? ProofAlgorithms(Workspace workspace) =>
        proofs.AlgorithmsOf(ConfirmationMethods.JwkThumbprint) is null ? null : Permitted.AssertionAlgorithms(workspace.Profile);

    private static bool IsFapi2(Workspace workspace) => workspace.Profile == SecurityProfile.Fapi2;

    /// <summary>The methods that clients of the workspace may use. FAPI 2.0 allows one (§5.3.2.1).</summary>
    private IReadOnlyList<string> MethodsOf(Workspace workspace) => IsFapi2(workspace)
        ? [.. authenticationMethods.Where(method => method == AuthenticationMethods.PrivateKeyJwt)]
        : authenticationMethods;

    private IReadOnlyList<string> AlgorithmsOf(Workspace workspace) => IsFapi2(workspace)
        ? [.. keys.Of(workspace).Algorithms.Where(Fapi2.Algorithms.Contains)]
        : keys.Of(workspace).Algorithms;

    /// <summary>Null when the server lacks the room of the endpoint.</summary>
    private string? AddressOf(Workspace workspace, string path) => has(path) ? workspace.Address(path) : null;
}
