using System.Text;
using System.Text.RegularExpressions;

namespace Azure.Security.KeyVault.Keys;

/// <summary>What a 401 asks for: the tenant and scope of a token, or further claims in one (RFC 6750 §3).</summary>
internal sealed partial record BearerChallenge(string Scope, string Authorization, string Claims)
{
    public string TenantId => new Uri(Authorization).AbsolutePath.Split('/')[1];

    public static BearerChallenge Read(Response response)
    {
        if (!response.Headers.TryGetValue("WWW-Authenticate", out var header)
            || header.IndexOf("Bearer ", StringComparison.OrdinalIgnoreCase) is var start && start < 0)
        {
            return null;
        }

        var parameters = Parameter().Matches(header, start).ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var scope = parameters["resource"].FirstOrDefault() is { } resource ? resource + "/.default" : parameters["scope"].FirstOrDefault();
        var authorization = parameters["authorization"].FirstOrDefault() ?? parameters["authorization_uri"].FirstOrDefault();
        return new BearerChallenge(scope, authorization, ReadClaims(parameters));
    }

    public void Verify(string host, bool resource)
    {
        if (resource)
        {
            VerifyResource(host);
        }

        if (!Uri.TryCreate(Authorization, UriKind.Absolute, out _))
        {
            throw new UriFormatException($"The challenge's authorization URI '{Authorization}' is not valid.");
        }
    }

    private void VerifyResource(string host)
    {
        if (!Uri.TryCreate(Scope, UriKind.Absolute, out var scope))
        {
            throw new InvalidOperationException($"The challenge's scope '{Scope}' is not valid.");
        }

        if (!host.EndsWith("." + scope.Host, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"The challenge asks for a token for '{scope.Host}', which is not the domain of '{host}'. "
                + "DisableChallengeResourceVerification in the client options permits it.");
        }
    }

    private static string ReadClaims(ILookup<string, string> parameters) =>
        parameters["error"].Contains("insufficient_claims") && parameters["claims"].FirstOrDefault() is { Length: > 0 } claims
            ? Encoding.UTF8.GetString(Convert.FromBase64String(claims))
            : null;

    [GeneratedRegex("([a-z_]+)=\"?([^\",]*)\"?", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();
}
