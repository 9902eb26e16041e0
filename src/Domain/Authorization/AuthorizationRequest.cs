using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Authorization;

/// <summary>An authorization request (RFC 6749 §4.1.1) as the rules fill it in, one after another.</summary>
public sealed class AuthorizationRequest(Workspace workspace, Client? client, ParameterSet parameters, string raw)
{
    /// <summary>Of state and nonce, which are handed back or kept.</summary>
    public const int MaximumEchoLength = 2048;

    public Workspace Workspace => workspace;

    public ParameterSet Parameters => parameters;

    /// <summary>The parameters as they were sent, to come back to them after an interaction.</summary>
    public string Raw => raw;

    /// <summary>Null where the client_id is missing or unknown; never after the first rule.</summary>
    public Client? KnownClient => client;

    public Client Client => client ?? throw new InvalidOperationException("No rule has accepted the client yet.");

    /// <summary>Where answers go; null until it can be trusted.</summary>
    public string? RedirectUri { get; set; }

    public ResponseType ResponseType { get; set; }

    public ResponseMode ResponseMode { get; set; }

    public ScopeSet Scope { get; set; } = ScopeSet.Empty;

    public string? CodeChallenge { get; set; }

    public Prompts Prompts { get; set; }

    public TimeSpan? MaxAge { get; set; }

    public string? State => parameters["state"];

    public string? Nonce => parameters["nonce"];
}
