using System.Net;
using System.Text.Json;

namespace Tollgate.TestKit;

/// <summary>What an endpoint for clients answered.</summary>
public sealed record OAuthAnswer(HttpStatusCode Status, JsonElement Body, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Status == HttpStatusCode.OK;

    public string? Error => Text("error");

    /// <summary>A fault that asks the client to try again, told as RFC 6749 §5.2 and RFC 9110 §10.2.3 have it.</summary>
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
