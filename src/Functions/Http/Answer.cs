using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Pages;

namespace Tollgate.Functions.Http;

/// <summary>The complete answer of an endpoint. <see cref="ResponseWriter"/> writes it without a decision that could fail.</summary>
internal readonly record struct Answer(Workspace Workspace, EndpointResult Result)
{
    /// <summary>Set with a <see cref="PageResult"/>.</summary>
    public RenderedPage? Page { get; init; }

    /// <summary>Null when no person reads the answer.</summary>
    public PageLanguage? Language { get; init; }
}
