using System.Text;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Messages;

/// <summary>What an endpoint gets to see of a request, free of HTTP.</summary>
public sealed record EndpointRequest(Workspace Workspace, ParameterSet Parameters)
{
    /// <summary>The value of the Authorization header.</summary>
    public string? Authorization { get; init; }

    /// <summary>The query or body as it was sent.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The same as text that fits a query, to come back to this request after an interaction; made when a page needs it.</summary>
    public string RawParameters =>
        Raw.Span.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? Parameters.ToQuery() : Encoding.ASCII.GetString(Raw.Span);

    /// <summary>
    /// A form that another site's page has sent: browsers keep the cookies from it, so it says nothing about who is here. The
    /// same request as a GET does.
    /// </summary>
    public bool IsBlindSubmission => IsSubmission && SessionCookie is null && BrowserCookie is null;

    public RequestKind Kind { get; init; }

    /// <summary>Whether a form was sent, or what stands for one: it may change something.</summary>
    public bool IsSubmission
    {
        get => Kind == RequestKind.Submission;
        init => Kind = value ? RequestKind.Submission : RequestKind.Reading;
    }

    /// <summary>The body where the endpoint takes JSON, as it was sent: nothing of it is a parameter. Empty where there is none.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The cookie of the signed-in session, unproved.</summary>
    public string? SessionCookie { get; init; }

    /// <summary>The cookie that tells this browser from others, whoever signs in with it.</summary>
    public string? BrowserCookie { get; init; }

    /// <summary>The network that the request came from: an IPv4 address, or the /64 of an IPv6 address.</summary>
    public string RemoteNetwork { get; init; } = "";
}

/// <summary>What a request wants done with what is at its address.</summary>
public enum RequestKind
{
    /// <summary>Show it; changes nothing.</summary>
    Reading,

    /// <summary>Take what is sent.</summary>
    Submission,

    /// <summary>Put what is sent in its place.</summary>
    Replacement,

    Removal,
}
