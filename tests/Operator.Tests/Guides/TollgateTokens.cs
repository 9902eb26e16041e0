using System.Net.Http.Json;
using System.Text.Json;
using Azure.Core;

namespace NightlyReport;

/// <summary>Gets access tokens with the managed identity of this app.</summary>
public sealed class TollgateTokens(TokenCredential identity, HttpClient http)
{
    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        var own = await identity.GetTokenAsync(new TokenRequestContext(["api://5b0e1c52-4c83-4a58-9f0d-0b7a3f4f7c66/.default"]), cancellationToken);
        using var request = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "nightly-report",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = own.Token,
        });
        using var response = await http.PostAsync(new Uri("token", UriKind.Relative), request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("access_token").GetString()!;
    }
}
