namespace Tollgate.Functions.Http;

/// <summary>What HTTP has to know of an endpoint: the methods that it takes and where its parameters lie.</summary>
public sealed class EndpointPolicy
{
    public static readonly EndpointPolicy Form = new("POST");
    public static readonly EndpointPolicy Document = new("GET", "HEAD");

    private readonly string[] _methods;

    private EndpointPolicy(params string[] methods)
    {
        _methods = methods;
        Allow = string.Join(", ", [.. methods, "OPTIONS"]);
    }

    /// <summary>The Allow header (RFC 9110 §10.2.1).</summary>
    public string Allow { get; }

    public bool Takes(string method) => Array.Exists(_methods, known => known.Equals(method, StringComparison.OrdinalIgnoreCase));
}
