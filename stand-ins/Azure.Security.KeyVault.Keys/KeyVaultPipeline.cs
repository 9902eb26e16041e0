using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Sends the vault's requests and turns answers into values, error answers into <see cref="RequestFailedException"/>.</summary>
internal sealed class KeyVaultPipeline(string apiVersion, HttpPipeline pipeline)
{
    public static KeyVaultPipeline Create(ClientOptions options, string apiVersion, TokenCredential credential, bool verifyResource) =>
        new(apiVersion, HttpPipelineBuilder.Build(options, new ChallengeBasedAuthenticationPolicy(credential, verifyResource)));

    public Task<Response<T>> GetAsync<T>(Uri uri, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        SendAsync(RequestMethod.Get, uri, null, read, cancellationToken);

    public async Task<Response<T>> SendAsync<T>(
        RequestMethod method,
        Uri uri,
        Action<Utf8JsonWriter> body,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken)
    {
        using var message = CreateMessage(method, WithVersion(uri));
        message.Request.Content = body is null ? null : Content(body);
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        using var json = Parse(message.Response);
        return Response.FromValue(read(json.RootElement), message.Response);
    }

    public AsyncPageable<T> GetPages<T>(Uri uri, Func<JsonElement, T> read, CancellationToken cancellationToken) where T : notnull =>
        new KeyVaultPages<T>(nextLink => GetPageAsync(nextLink ?? WithVersion(uri), read, cancellationToken));

    private async Task<Page<T>> GetPageAsync<T>(Uri uri, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using var message = CreateMessage(RequestMethod.Get, uri);
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        using var json = Parse(message.Response);
        var items = json.RootElement.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(read).ToArray()
            : [];
        var nextLink = json.RootElement.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        return Page<T>.FromValues(items, string.IsNullOrEmpty(nextLink) ? null : nextLink, message.Response);
    }

    private HttpMessage CreateMessage(RequestMethod method, Uri uri)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(uri);
        message.Request.Headers.Add(HttpHeader.Common.JsonContentType);
        message.Request.Headers.Add(HttpHeader.Common.JsonAccept);
        return message;
    }

    private Uri WithVersion(Uri uri) => new($"{uri.GetLeftPart(UriPartial.Path)}?api-version={apiVersion}");

    private static JsonDocument Parse(Response response) => response.Status is 200 or 201 or 202
        ? JsonDocument.Parse(response.Content)
        : throw new RequestFailedException(response);

    private static RequestContent Content(Action<Utf8JsonWriter> body)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return RequestContent.Create(stream.ToArray());
    }
}
