namespace Tollgate.Functions.Http;

/// <summary>What HTTP has to know of an endpoint: the methods that it takes, and who may call it from where.</summary>
public sealed class EndpointPolicy
{
    /// <summary>Clients post a form, from any origin.</summary>
    public static readonly EndpointPolicy Form = new(isPage: false, "POST");

    /// <summary>Anybody may read it, from any origin.</summary>
    public static readonly EndpointPolicy Document = new(isPage: false, "GET", "HEAD");

    /// <summary>Programs create, read, replace and remove what they describe in JSON, from any origin.</summary>
    public static readonly EndpointPolicy Json = new(isPage: false, "GET", "POST", "PUT", "DELETE") { TakesJson = true };

    /// <summary>Callers with an access token, from any origin.</summary>
    public static readonly EndpointPolicy Resource = new(isPage: false, "GET", "HEAD", "POST");

    /// <summary>A person opens it in a browser.</summary>
    public static readonly EndpointPolicy Page = new(isPage: true, "GET", "HEAD");

    /// <summary>A person opens it, or a form leads there. No HEAD: what it answers to may be given once.</summary>
    public static readonly EndpointPolicy PageOrForm = new(isPage: true, "GET", "POST");

    /// <summary>Only a form of this server leads there.</summary>
    public static readonly EndpointPolicy PageForm = new(isPage: true, "POST");

    private readonly string[] _methods;

    private EndpointPolicy(bool isPage, params string[] methods)
    {
        _methods = methods;
        IsPage = isPage;
        Allow = string.Join(", ", isPage ? methods : [.. methods, "OPTIONS"]);
    }

    /// <summary>The Allow header (RFC 9110 §10.2.1).</summary>
    public string Allow { get; }

    /// <summary>Answers people, not programs: no CORS, and errors as pages.</summary>
    public bool IsPage { get; }

    /// <summary>Bodies are JSON, not forms, and parameters stand in the query only.</summary>
    public bool TakesJson { get; private init; }

    public bool Takes(string method) => Array.Exists(_methods, known => known.Equals(method, StringComparison.OrdinalIgnoreCase));
}
