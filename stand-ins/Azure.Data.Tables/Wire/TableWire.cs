using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Wire;

/// <summary>Makes and sends the requests of the Table service's REST protocol.</summary>
internal sealed class TableWire
{
    private const string StorageScope = "https://storage.azure.com/.default";
    private readonly HttpPipeline _pipeline;
    private readonly TableClientOptions _options;

    internal TableWire(string connectionString, TableClientOptions options)
    {
        var account = ConnectionString.Parse(connectionString);
        AccountName = account.AccountName;
        Endpoint = account.Endpoint;
        _options = options ?? new TableClientOptions();
        _pipeline = Build(new SharedKeyLitePolicy(account.AccountName, account.AccountKey));
    }

    internal TableWire(Uri endpoint, TokenCredential credential, TableClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential, "tokenCredential");
        Endpoint = endpoint;
        AccountName = endpoint.HostNameType == UriHostNameType.Dns ? endpoint.Host.Split('.')[0] : endpoint.Segments.Last().Trim('/');
        _options = options ?? new TableClientOptions();
        _pipeline = Build(new BearerTokenAuthenticationPolicy(credential, StorageScope));
    }

    internal string AccountName { get; }

    internal Uri Endpoint { get; }

    internal string Root => Endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>Sends a request and returns the answer if its status is one of those awaited.</summary>
    internal async Task<Response> SendAsync(
        RequestMethod method,
        string pathAndQuery,
        CancellationToken cancellationToken,
        ReadOnlyMemory<byte>? json = null,
        string ifMatch = null,
        bool returnNothing = false,
        params int[] alsoAccepted)
    {
        using var message = NewMessage(method, pathAndQuery);
        var headers = message.Request.Headers;
        if (json is { } body)
        {
            headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(body);
        }

        if (ifMatch != null)
        {
            headers.Add("If-Match", ifMatch);
        }

        if (returnNothing)
        {
            headers.Add("Prefer", "return-no-content");
        }

        return await SendAsync(message, alsoAccepted, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<Response> SendBatchAsync(BatchRequest batch, CancellationToken cancellationToken)
    {
        using var message = NewMessage(RequestMethod.Post, "$batch");
        message.Request.Headers.Add("Content-Type", batch.ContentType);
        message.Request.Content = RequestContent.Create(batch.ToBytes());
        return await SendAsync(message, [], cancellationToken).ConfigureAwait(false);
    }

    internal Task<Response> CreateTableAsync(string name, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"TableName":"{{JsonEncodedText.Encode(name)}}"}""");
        return SendAsync(RequestMethod.Post, "Tables", cancellationToken, body, returnNothing: true, alsoAccepted: 409);
    }

    private HttpPipeline Build(HttpPipelinePolicy authentication) => HttpPipelineBuilder.Build(new HttpPipelineOptions(_options)
    {
        PerRetryPolicies = { authentication },
        RequestFailedDetailsParser = TableFailureParser.Instance,
    });

    private HttpMessage NewMessage(RequestMethod method, string pathAndQuery)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri($"{Root}/{pathAndQuery}"));
        message.Request.Headers.Add("x-ms-version", _options.VersionText);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add("MaxDataServiceVersion", "3.0");
        message.Request.Headers.Add("Accept", "application/json;odata=minimalmetadata");
        return message;
    }

    private async Task<Response> SendAsync(HttpMessage message, int[] alsoAccepted, CancellationToken cancellationToken)
    {
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        return response.Status is >= 200 and < 300 || alsoAccepted.Contains(response.Status)
            ? response
            : throw new RequestFailedException(response);
    }
}
