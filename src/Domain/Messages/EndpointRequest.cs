using System.Text;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Messages;

/// <summary>The parts of a request that an endpoint needs, independent of HTTP.</summary>
public sealed record EndpointRequest(Workspace Workspace, ParameterSet Parameters)
{
    /// <summary>The value of the Authorization header.</summary>
    public string? Authorization { get; init; }

    /// <summary>The value of the DPoP header (RFC 9449 §4.1). Several such headers are joined by commas, as RFC 9110 §5.3 says. Null without one.</summary>
    public string? DpopProof { get; init; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>
    /// Whether the request only asks for the headers of the answer to a GET (RFC 9110 §9.3.2). It changes nothing and starts no
    /// code or session.
    /// </summary>
    public bool IsHead => Method.Equals("HEAD", StringComparison.OrdinalIgnoreCase);

    /// <summary><see cref="IEndpoint.Path"/> of the endpoint.</summary>
    public string Path { get; init; } = "";

    /// <summary>The configured address of the endpoint. It does not use the Host header, because a client can put any address there.</summary>
    public string Address => Workspace.Address(Path);

    /// <summary>The query or body as it was sent.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>
    /// <see cref="Raw"/> as query text. A page uses it to return to this request after an interaction. It is computed on demand,
    /// because only pages need it.
    /// </summary>
    public string RawParameters =>
        Raw.Span.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? Parameters.ToQuery() : Encoding.ASCII.GetString(Raw.Span);

    /// <summary>
    /// Whether the request is a POST without cookies. Browsers withhold SameSite cookies from a form of another site, so the user is
    /// unknown. The same request as a GET carries the cookies.
    /// </summary>
    public bool IsBlindPost => IsPost && SessionCookie is null && BrowserCookie is null;

    /// <summary>Whether a page of another site made the browser send the request, as its Sec-Fetch-Site header says.</summary>
    public bool IsCrossSite { get; init; }

    public RequestKind Kind { get; init; }

    /// <summary>Whether the request submits a form or an equivalent body, and so may change state.</summary>
    public bool IsPost
    {
        get => Kind == RequestKind.Submission;
        init => Kind = value ? RequestKind.Submission : RequestKind.Reading;
    }

    /// <summary>The body as it was sent, if the endpoint takes JSON. Its members are not parameters. Empty when there is no body.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The session cookie as received, not verified.</summary>
    public string? SessionCookie { get; init; }

    /// <summary>The cookie that identifies this browser, independent of the user.</summary>
    public string? BrowserCookie { get; init; }

    /// <summary>The cookie with the notice of an earlier answer, as received.</summary>
    public string? NoticeCookie { get; init; }

    /// <summary>The network that the request came from: an IPv4 address, or the /64 of an IPv6 address.</summary>
    public string RemoteNetwork { get; init; } = "";
}

/// <summary>The operation that a request asks for at its address.</summary>
public enum RequestKind
{
    /// <summary>Shows the target and changes nothing.</summary>
    Reading,

    /// <summary>Sends a form or another body to the target.</summary>
    Submission,

    /// <summary>Replaces the target by the body of the request.</summary>
    Replacement,

    Removal,
}
