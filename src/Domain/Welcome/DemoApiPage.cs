using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Welcome;

/// <summary>The documentation of the API that the demo's tokens are for.</summary>
public sealed record DemoApiPage(Resource Resource) : Page
{
    /// <summary>The id of the section about GraphQL.</summary>
    public const string GraphQl = "graphql";
}
