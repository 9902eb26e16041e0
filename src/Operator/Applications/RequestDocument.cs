using Tollgate.Domain.Applications;

namespace Tollgate.Operator.Applications;

/// <summary>A request for an application as JSON, with the names of RFC 7591 §2 where it has them.</summary>
internal sealed record RequestDocument
{
    public required string ClientId { get; init; }

    public required string Workspace { get; init; }

    /// <summary>pending, approved, declined or collected.</summary>
    public required string State { get; init; }

    public required string ClientName { get; init; }

    public required string Purpose { get; init; }

    public required string Contact { get; init; }

    public required bool Public { get; init; }

    public required IReadOnlyList<string> GrantTypes { get; init; }

    public required IReadOnlyList<string> RedirectUris { get; init; }

    public required IReadOnlyList<string> PostLogoutRedirectUris { get; init; }

    /// <summary>The audiences of the requested resources.</summary>
    public required IReadOnlyList<string> Resources { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? Answer { get; init; }

    public static RequestDocument Of(ApplicationRequest request, string workspace) => new()
    {
        ClientId = request.ClientId,
        Workspace = workspace,
        State = RequestPrintout.State(request),
        ClientName = request.Description.Name,
        Purpose = request.Description.Purpose,
        Contact = request.Description.Contact,
        Public = request.Description.IsPublic,
        GrantTypes = request.Description.GrantTypes,
        RedirectUris = request.Description.RedirectUris,
        PostLogoutRedirectUris = request.Description.PostLogoutRedirectUris,
        Resources = request.Description.Resources,
        CreatedAt = request.CreatedAt,
        DecidedAt = request.DecidedAt,
        Answer = request.Answer,
    };
}
