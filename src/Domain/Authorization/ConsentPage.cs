using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization;

/// <summary>Asks the user to allow what a client has not been allowed yet.</summary>
public sealed record ConsentPage(string Continue, string FormToken, string ClientName, string Username, ScopeSet Scope) : Page
{
    /// <summary>The origin that the answer goes to, for the user to read.</summary>
    public required string RedirectHost { get; init; }
}
