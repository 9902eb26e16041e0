using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Tollgate.LocalHost.Http;

/// <summary>A function's answer. It stays in memory until it is complete, and is then sent.</summary>
internal sealed class LocalHttpResponseData(FunctionContext context) : HttpResponseData(context)
{
    private readonly LocalHttpCookies _cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies;

    public async Task SendAsync(HttpResponse response)
    {
        response.StatusCode = (int)StatusCode;
        foreach (var (name, values) in Headers.NonValidated)
            response.Headers[name] = values.Count == 1 ? values.ToString() : values.ToArray();
        _cookies.AppendTo(response);
        if (Body.Length == 0)
            return;
        response.ContentLength = Body.Length;
        Body.Position = 0;
        await Body.CopyToAsync(response.Body, response.HttpContext.RequestAborted);
    }
}
