using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Authorization;

/// <summary>An authorization request (RFC 6749 §4.1.1). The rules fill it in, one after another.</summary>
public sealed class AuthorizationRequest(Workspace workspace, Client? client, PendingRequest source)
{
    public Workspace Workspace => workspace;

    public ParameterSet Parameters => source.Parameters;

    /// <summary>The query that leads back to the request after an interaction (<see cref="PendingRequest.Address"/>).</summary>
    public string Address => source.Address;

    /// <inheritdoc cref="PendingRequest.IsStored"/>
    public bool IsStored => source.IsStored;

    /// <inheritdoc cref="PendingRequest.OpenAsync"/>
    public ValueTask<OAuthError?> OpenAsync(string browser, bool hasSession, CancellationToken cancellationToken) =>
        source.OpenAsync(browser, hasSession, cancellationToken);

    /// <inheritdoc cref="PendingRequest.ConsentAsync"/>
    public ValueTask<OAuthError?> ConsentAsync(CancellationToken cancellationToken) => source.ConsentAsync(cancellationToken);

    /// <inheritdoc cref="PendingRequest.SpendAsync"/>
    public ValueTask<OAuthError?> SpendAsync(CancellationToken cancellationToken) => source.SpendAsync(cancellationToken);

    /// <summary>Null when the client_id is missing or unknown. Never null after the first rule.</summary>
    public Client? KnownClient => client;

    public Client Client => client ?? throw new InvalidOperationException("No rule has accepted the client yet.");

    /// <summary>The redirect URI for answers. Null until it is trusted.</summary>
    public string? RedirectUri { get; set; }

    public ResponseType ResponseType { get; set; }

    public ResponseMode ResponseMode { get; set; }

    public ScopeSet Scope { get; set; } = ScopeSet.Empty;

    public string? CodeChallenge { get; set; }

    /// <summary>The key that the code gets bound to (RFC 9449 §10, dpop_jkt). Null when the request names none.</summary>
    public Confirmation? Confirmation { get; set; }

    public Prompts Prompts { get; set; }

    public TimeSpan? MaxAge { get; set; }

    public required Opening Opening { get; init; }

    /// <summary>
    /// The address that the browser goes on to after an interaction. The address carries the opening only if the request has a prompt, a
    /// max_age or a hint. Only such a request compares its opening with the session.
    /// </summary>
    public string ContinuationFrom(Opening opening) => Continuation.Of(
        workspace, Prompts == Prompts.Unspecified && MaxAge is null && IdTokenHint is null ? source.Address : opening.Beside(source.Address));

    /// <summary>Whether a page can lead back to the request. A request that came by POST can be too long for that.</summary>
    public bool HasWayBack => RequestLine.FitsBack(
        ContinuationFrom(Opening with { HasConsent = true }), Parameters.Contains("lang") || Parameters.Contains("ui_locales"));

    /// <summary>The purpose of the sign-in for this request. It exists only after the first rule has accepted the client.</summary>
    public SignInPurpose SignInPurpose => new(workspace) { Client = Client, Request = Parameters };

    /// <summary>The values that the pages of the sign-in for this request carry and show.</summary>
    public SignInForm SignInForm => new(ContinuationFrom(Opening))
    {
        Username = Parameters["login_hint"],
        ClientName = Client.DisplayName,
        UnvettedOrigin = Client.IsVetted || RedirectUri is null ? null : Authorization.RedirectUri.OriginOf(RedirectUri),
    };

    public string? State => Parameters["state"];

    public string? Nonce => Parameters["nonce"];

    public string? IdTokenHint => Parameters["id_token_hint"];

    /// <summary>The languages that a stored request asks for. Null for a request from the query, whose pages read the query.</summary>
    public string? StoredUiLocales => IsStored ? Parameters["ui_locales"] : null;
}
