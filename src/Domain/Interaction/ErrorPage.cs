using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Interaction;

/// <summary>Something is wrong and there is no client to tell.</summary>
public sealed record ErrorPage(OAuthError Error) : Page
{
    /// <summary>There is nothing at the address, whatever was asked of it.</summary>
    public bool IsNotFound { get; init; }
}
