using System.Globalization;
using System.Security.Claims;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Tollgate.Micro;

/// <summary>A token request in the form in which a host passes it on.</summary>
internal sealed class MicroRequest : HttpRequestData
{
    public MicroRequest(FunctionContext context, byte[] form, string authorization) : base(context)
    {
        Body = new MemoryStream(form);
        Headers.TryAddWithoutValidation("Host", "127.0.0.1:7071");
        Headers.TryAddWithoutValidation("Authorization", authorization);
        Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        Headers.TryAddWithoutValidation("Content-Length", form.Length.ToString(CultureInfo.InvariantCulture));
        Headers.TryAddWithoutValidation("X-Forwarded-For", "127.0.0.1");
    }

    public override Stream Body { get; }

    public override HttpHeadersCollection Headers { get; } = [];

    public override IReadOnlyCollection<IHttpCookie> Cookies => [];

    public override Uri Url { get; } = new("http://127.0.0.1:7071/token/");

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => "POST";

    public override HttpResponseData CreateResponse() => new MicroResponse(FunctionContext);
}
