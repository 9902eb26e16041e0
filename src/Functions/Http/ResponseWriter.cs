using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Functions.Pages;

namespace Tollgate.Functions.Http;

/// <summary>Writes status, headers, cookies and body of every <see cref="EndpointResult"/>.</summary>
internal static class ResponseWriter
{
    private const string Json = "application/json";
    private const string DpopNonce = "DPoP-Nonce";

    /// <summary>Long enough for a throttled vault or table to recover.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    public static void Write(HttpRequestData request, HttpResponseData response, Answer answer)
    {
        // The answer to a HEAD sets no cookie, so a HEAD cannot begin a session or identify a browser.
        if (!IsHead(request))
            foreach (var cookie in answer.Result.Cookies)
                BrowserCookies.Write(response, cookie, answer.Workspace);
        if (answer.Result.DpopNonce is { } nonce)
            Add(response, DpopNonce, nonce);
        switch (answer.Result)
        {
            case JsonResult json:
                NoStore(response);
                WriteBody(request, response, json.IsCreation ? HttpStatusCode.Created : HttpStatusCode.OK, Json, json.Body.Span);
                break;
            case DocumentResult document:
                WriteDocument(request, response, document);
                break;
            case FailureResult failure:
                WriteFailure(request, response, failure);
                break;
            case NotFoundResult nothing:
                WriteError(request, response, HttpStatusCode.NotFound, OAuthError.InvalidRequest(nothing.Description));
                break;
            case RedirectResult redirect:
                NoStore(response);
                response.StatusCode = HttpStatusCode.SeeOther;
                Add(response, "Location", answer.Language?.CarryOn(redirect.Location) ?? redirect.Location);
                break;
            case EmptyResult empty:
                NoStore(response);
                response.StatusCode = empty.IsRemoval ? HttpStatusCode.NoContent : HttpStatusCode.OK;
                break;
            case PageResult:
                WritePage(request, response, answer.Page!);
                break;
            default:
                throw new NotSupportedException($"No way to write {answer.Result.GetType()}.");
        }
    }

    /// <summary>Answers 405 to a method that the endpoint does not take (RFC 9110 §15.5.6).</summary>
    public static void WriteMethodNotAllowed(HttpResponseData response, EndpointPolicy policy)
    {
        Add(response, "Allow", policy.Allow);
        response.StatusCode = HttpStatusCode.MethodNotAllowed;
    }

    private static void WriteDocument(HttpRequestData request, HttpResponseData response, DocumentResult document)
    {
        Add(response, "Cache-Control", string.Create(CultureInfo.InvariantCulture, $"public, max-age={(int)document.MaxAge.TotalSeconds}"));
        Add(response, "ETag", document.ETag);
        if (RequestReader.TryHeader(request, "If-None-Match", out var known) && known is not null && Matches(known, document.ETag))
            response.StatusCode = HttpStatusCode.NotModified;
        else
            WriteBody(request, response, HttpStatusCode.OK, Json, document.Body.Span);
    }

    private static void WriteFailure(HttpRequestData request, HttpResponseData response, FailureResult failure)
    {
        var status = ErrorStatus.Of(failure.Error, failure.Challenge is not null);
        if (failure.Challenge is { } challenge)
            Add(response, "WWW-Authenticate", challenge.ToHeaderValue(failure.Error));
        if (failure.Error.DpopNonce is { } nonce)
            Add(response, DpopNonce, nonce);
        WriteRetryAfter(response, failure.Error.RetryAfter ?? (status == HttpStatusCode.ServiceUnavailable ? RetryAfter : null));
        WriteError(request, response, status, failure.Error);
    }

    private static void WriteError(HttpRequestData request, HttpResponseData response, HttpStatusCode status, OAuthError error)
    {
        NoStore(response);
        var body = new ErrorResponse(error.Code, error.Description);
        WriteBody(request, response, status, Json, JsonSerializer.SerializeToUtf8Bytes(body, HttpJson.Default.ErrorResponse));
    }

    private static void WritePage(HttpRequestData request, HttpResponseData response, RenderedPage page)
    {
        NoStore(response);
        Add(response, "Content-Security-Policy", page.Policy);
        Add(response, "Content-Language", page.Language);
        Add(response, "Vary", "Accept-Language, Cookie");
        if (page.ReferrerPolicy is { } referrer)
            CommonHeaders.SetReferrerPolicy(response, referrer);
        var status = page.Error is { } error ? ErrorStatus.Of(error) : page.Status;
        WriteRetryAfter(response, page.Wait);
        WriteBody(request, response, status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(page.Html));
    }

    private static void WriteBody(
        HttpRequestData request, HttpResponseData response, HttpStatusCode status, string contentType, ReadOnlySpan<byte> body)
    {
        response.StatusCode = status;
        Add(response, "Content-Type", contentType);
        if (!IsHead(request))
            response.Body.Write(body);
    }

    private static bool IsHead(HttpRequestData request) => request.Method.Equals("HEAD", StringComparison.OrdinalIgnoreCase);

    private static void WriteRetryAfter(HttpResponseData response, TimeSpan? wait)
    {
        if (wait is { } time)
            Add(response, "Retry-After", ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>RFC 6749 §5.1 requires both headers in an answer with tokens. Other answers that no cache may store have them too.</summary>
    private static void NoStore(HttpResponseData response)
    {
        Add(response, "Cache-Control", "no-store");
        Add(response, "Pragma", "no-cache");
    }

    /// <summary>Weak comparison against a list of tags (RFC 9110 §13.1.2).</summary>
    private static bool Matches(string known, string tag) =>
        known.Split(',', StringSplitOptions.TrimEntries).Any(each => each == "*" || each == tag || each == "W/" + tag);

    private static void Add(HttpResponseData response, string name, string value) => response.Headers.TryAddWithoutValidation(name, value);
}
