using System.Collections.Concurrent;
using Azure.Core;

namespace Tollgate.TestKit.KeyVault;

/// <summary>A credential that makes up its tokens and records the token requests. The vault can check and revoke the tokens.</summary>
public sealed class VaultCredential : TokenCredential
{
    private readonly ConcurrentDictionary<string, TokenRequestContext> _tokens = new();
    private readonly ConcurrentQueue<TokenRequestContext> _requests = new();
    private readonly ConcurrentDictionary<string, bool> _revoked = new();
    private int _issued;

    /// <summary>The token requests in order.</summary>
    public IReadOnlyList<TokenRequestContext> Requests => [.. _requests];

    /// <summary>The number of token requests.</summary>
    public int Calls => _requests.Count;

    /// <summary>The lifetime of a token. The machine's clock decides it, because the client library reads that clock.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _requests.Enqueue(requestContext);
        var token = $"vault-token-{Interlocked.Increment(ref _issued)}";
        _tokens[token] = requestContext;
        return new AccessToken(token, TimeProvider.System.GetUtcNow() + TokenLifetime);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        ValueTask.FromResult(GetToken(requestContext, cancellationToken));

    internal bool IsRevoked(string token) => _revoked.ContainsKey(token);

    internal bool Accepts(string token, string tenant, string scope) =>
        !IsRevoked(token)
        && _tokens.TryGetValue(token, out var context)
        && context.TenantId == tenant
        && context.Scopes.Contains(scope);

    internal void Revoke()
    {
        foreach (var token in _tokens.Keys)
        {
            _revoked[token] = true;
        }
    }
}
