using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Finds the HTTP request of an invocation.</summary>
public static class FunctionContextHttpRequestExtensions
{
    public static async ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
        => context.Features.Get<IHttpRequestDataFeature>() is { } feature
            ? await feature.GetHttpRequestDataAsync(context)
            : null;
}
