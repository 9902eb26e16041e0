namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Feature by which an invocation yields its HTTP request.</summary>
public interface IHttpRequestDataFeature
{
    ValueTask<HttpRequestData?> GetHttpRequestDataAsync(FunctionContext context);
}
