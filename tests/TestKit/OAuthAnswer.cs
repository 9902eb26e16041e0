using System.Net;
using System.Text.Json;

namespace Tollgate.TestKit;

/// <summary>The answer of an endpoint for clients.</summary>
public sealed record OAuthAnswer(HttpStatusCode Status, JsonElement Body, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Status == HttpStatusCode.OK;

    public string? Error => Text("error");

    /// <summary>Whether the answer is an error after which the client should try again (RFC 6749 §5.2, RFC 9110 §10.2.3).</summary>
    public bool IsPassing => (Status, Error) switch
    {
        (HttpStatusCode.ServiceUnavailable, "temporarily_unavailable") => RetryAfter is not null,
        (HttpStatusCode.InternalServerError, "server_error") => true,
        _ => false,
    };

    public string AccessToken => Text("access_token") ?? throw new InvalidOperationException($"No access token but {this}");

    public string RefreshToken => Text("refresh_token") ?? throw new InvalidOperationException($"No refresh token but {this}");

    public string? Text(string name) => Body.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static async Task<OAuthAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return new OAuthAnswer(response.StatusCode, body.RootElement.Clone(), response.Headers.RetryAfter?.Delta);
    }

    public override string ToString() => $"{(int)Status} {Body}";
}
