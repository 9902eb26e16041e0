using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Pages;

namespace Tollgate.Functions.Http;

/// <summary>The complete answer of an endpoint. <see cref="ResponseWriter"/> writes it without a decision that could fail.</summary>
internal readonly record struct Answer(Workspace Workspace, EndpointResult Result)
{
    /// <summary>The rendered page of a <see cref="PageResult"/>. Null for any other result.</summary>
    public RenderedPage? Page { get; init; }

    /// <summary>The language of the answer. Null when no person reads the answer.</summary>
    public PageLanguage? Language { get; init; }
}
