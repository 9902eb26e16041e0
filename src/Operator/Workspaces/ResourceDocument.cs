using Tollgate.Domain.Workspaces;

namespace Tollgate.Operator.Workspaces;

/// <summary>One resource of a workspace as JSON. The members have the names of the parts of <c>--resource</c>.</summary>
internal sealed record ResourceDocument(string Name, string Audience, string Scope, string? Open, string? Docs, string? Graphql)
{
    public static ResourceDocument Of(Resource resource) => new(
        resource.Name, resource.Audience, resource.Scopes.Text, resource.OpenScopes.IsEmpty ? null : resource.OpenScopes.Text,
        resource.DocumentationUri, resource.GraphQlUri);
}
