namespace Tollgate.Functions.Settings;

/// <summary>The proxies in front of the platform, such as Front Door or API Management, whose entries of X-Forwarded-For count.</summary>
/// <param name="Hops">The number of proxies that a request passes before the platform's front end.</param>
/// <param name="Header">The header by which a request shows that it came through the proxy.</param>
/// <param name="Id">The value of that header. Front Door writes its own id, and removes a value that the caller sent.</param>
public sealed record TrustedProxy(int Hops, string Header, string Id)
{
    /// <summary>The header of Front Door.</summary>
    public const string FrontDoorHeader = "X-Azure-FDID";

    public const int MostHops = 5;
}
