namespace Tollgate.Functions.Http;

/// <summary>The HTTP rules of an endpoint: its methods, and which origins may call it.</summary>
public sealed class EndpointPolicy
{
    /// <summary>Clients post a form, from any origin.</summary>
    public static readonly EndpointPolicy Form = new(isPage: false, "POST");

    /// <summary>Any caller may read the document, from any origin.</summary>
    public static readonly EndpointPolicy Document = new(isPage: false, "GET", "HEAD");

    /// <summary>Programs create, read, replace and remove a client described in JSON, from any origin.</summary>
    public static readonly EndpointPolicy Json = new(isPage: false, "GET", "POST", "PUT", "DELETE") { TakesJson = true };

    /// <summary>Programs call the endpoint with an access token, from any origin.</summary>
    public static readonly EndpointPolicy Resource = new(isPage: false, "GET", "HEAD", "POST");

    /// <summary>A person opens the page in a browser.</summary>
    public static readonly EndpointPolicy Page = new(isPage: true, "GET", "HEAD");

    /// <summary>A person opens the page, or sends a form to it. A HEAD request issues nothing and writes nothing (<c>EndpointRequest.IsHead</c>).</summary>
    public static readonly EndpointPolicy PageOrForm = new(isPage: true, "GET", "HEAD", "POST");

    /// <summary>Only the forms of this server's pages post to the endpoint.</summary>
    public static readonly EndpointPolicy PageForm = new(isPage: true, "POST");

    /// <summary>An address without an endpoint, opened by a person. Every method gets the same answer.</summary>
    public static readonly EndpointPolicy NoPage = new(isPage: true) { TakesEveryMethod = true };

    /// <summary>An address without an endpoint, called by a program. Every method gets the same answer.</summary>
    public static readonly EndpointPolicy NoDocument = new(isPage: false) { TakesEveryMethod = true };

    private readonly string[] _methods;

    private EndpointPolicy(bool isPage, params string[] methods)
    {
        _methods = methods;
        IsPage = isPage;
        Allow = string.Join(", ", isPage ? methods : [.. methods, "OPTIONS"]);
    }

    /// <summary>The Allow header (RFC 9110 §10.2.1).</summary>
    public string Allow { get; }

    /// <summary>Whether the endpoint answers people. Its answers then have no CORS headers, and its errors are pages.</summary>
    public bool IsPage { get; }

    /// <summary>Whether bodies are JSON. Parameters are then read from the query only.</summary>
    public bool TakesJson { get; private init; }

    private bool TakesEveryMethod { get; init; }

    public bool Takes(string method) => TakesEveryMethod || Array.Exists(_methods, known => known.Equals(method, StringComparison.OrdinalIgnoreCase));
}
