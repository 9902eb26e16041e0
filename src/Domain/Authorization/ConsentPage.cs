using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization;

/// <summary>A client asks for something that the user has not allowed yet.</summary>
public sealed record ConsentPage(string Continue, string FormToken, string ClientName, string Username, ScopeSet Scope) : Page
{
    /// <summary>Where the answer goes, so that the user can see it.</summary>
    public required string RedirectHost { get; init; }
}
