using System.Collections.Concurrent;
using Azure.Core;

namespace Tollgate.TestKit.KeyVault;

/// <summary>A credential that makes up its tokens, keeps what was asked for, and lets the vault check and revoke them.</summary>
public sealed class VaultCredential : TokenCredential
{
    private readonly ConcurrentDictionary<string, TokenRequestContext> _tokens = new();
    private readonly ConcurrentQueue<TokenRequestContext> _requests = new();
    private readonly ConcurrentDictionary<string, bool> _revoked = new();
    private int _issued;

    /// <summary>What was asked for, in order.</summary>
    public IReadOnlyList<TokenRequestContext> Requests => [.. _requests];

    /// <summary>How often a token was asked for.</summary>
    public int Calls => _requests.Count;

    /// <summary>How long a token lives. It is counted by the machine's clock, since the client library reads that one.</summary>
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
