using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Token;

namespace Tollgate.Domain;

/// <summary>The grants and endpoints that an optional room adds to the server.</summary>
public sealed record RoomContent
{
    public IReadOnlyList<IGrant> Grants { get; init; } = [];

    /// <summary>The sources of authorization requests that the server asks before the query.</summary>
    public IReadOnlyList<IRequestSource> RequestSources { get; init; } = [];

    /// <summary>The endpoints by their paths (<see cref="Paths"/>).</summary>
    public IReadOnlyDictionary<string, IEndpoint> Endpoints { get; init; } = new Dictionary<string, IEndpoint>();
}
