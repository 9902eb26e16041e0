using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Security.KeyVault.Keys;

/// <summary>
/// Learns from the vault's first 401 which tenant and scope its tokens come from, and authenticates by them from then on.
/// The first request goes out without its body, so that nothing is shown to a host that has not been verified.
/// </summary>
internal sealed class ChallengeBasedAuthenticationPolicy(TokenCredential credential, bool verifyResource)
    : BearerTokenAuthenticationPolicy(credential, Array.Empty<string>())
{
    private const string StashedContent = "KeyVaultContent";
    private static readonly ConcurrentDictionary<string, BearerChallenge> _challenges = new(StringComparer.OrdinalIgnoreCase);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await base.ProcessAsync(message, pipeline).ConfigureAwait(false);

        // The token that answered the first challenge may itself be answered with a demand for claims.
        if (message.Response.Status == 401
            && BearerChallenge.Read(message.Response) is { Claims: not null }
            && await AuthorizeRequestOnChallengeAsync(message).ConfigureAwait(false))
        {
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        }
    }

    protected override async ValueTask AuthorizeRequestAsync(HttpMessage message)
    {
        if (_challenges.TryGetValue(Authority(message), out var challenge))
        {
            RestoreContent(message);
            await AuthorizeAsync(message, challenge, claims: null).ConfigureAwait(false);
        }
        else if (!message.TryGetProperty(StashedContent, out _))
        {
            message.SetProperty(StashedContent, message.Request.Content);
            message.Request.Content = null;
        }
    }

    protected override async ValueTask<bool> AuthorizeRequestOnChallengeAsync(HttpMessage message)
    {
        RestoreContent(message);
        _challenges.TryGetValue(Authority(message), out var known);
        var received = BearerChallenge.Read(message.Response);
        var challenge = received is { Claims: null, Scope: not null } ? received : known;
        if (challenge is null || received is { Claims: null, Scope: null })
        {
            return false;
        }

        challenge.Verify(message.Request.Uri.Host, verifyResource);
        _challenges[Authority(message)] = challenge;
        await AuthorizeAsync(message, challenge, received?.Claims).ConfigureAwait(false);
        return true;
    }

    private ValueTask AuthorizeAsync(HttpMessage message, BearerChallenge challenge, string claims) =>
        AuthenticateAndAuthorizeRequestAsync(message, new TokenRequestContext(
            [challenge.Scope],
            message.Request.ClientRequestId,
            claims,
            challenge.TenantId,
            isCaeEnabled: true));

    private static void RestoreContent(HttpMessage message)
    {
        if (message.Request.Content is null && message.TryGetProperty(StashedContent, out var content))
        {
            message.Request.Content = (RequestContent)content;
        }
    }

    private static string Authority(HttpMessage message) => $"{message.Request.Uri.Host}:{message.Request.Uri.Port}";
}
