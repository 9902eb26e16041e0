using Tollgate.Domain.Authorization;

namespace Tollgate.Domain;

/// <summary>What optional rooms add to the server.</summary>
public sealed record Additions
{
    /// <summary>Asked before the query.</summary>
    public IReadOnlyList<IRequestSource> RequestSources { get; init; } = [];
}
