namespace Tollgate.Domain.Protocol;

/// <summary>The closed set of answers an endpoint can give; the writer of the hosting side knows each of them.</summary>
public abstract record EndpointResult
{
    private protected EndpointResult()
    {
    }
}
