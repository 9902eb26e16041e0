namespace Tollgate.LocalHost.Hosting;

/// <summary>The methods that a trigger declares. Without this metadata a route answers every method.</summary>
internal sealed class HttpMethodMetadata(IReadOnlyList<string> methods) : IHttpMethodMetadata
{
    public bool AcceptCorsPreflight => false;

    public IReadOnlyList<string> HttpMethods => methods;
}
