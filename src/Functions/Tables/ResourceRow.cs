using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>One resource, inside the row of its workspace.</summary>
internal sealed record ResourceRow(string Name, string Audience, string? Scope, string? DocumentationUri, string? GraphQlUri, string? OpenScope = null)
{
    public Resource ToResource() => new(Name, Audience)
    {
        Scopes = ScopeColumn.Read(Scope ?? ""),
        OpenScopes = ScopeColumn.Read(OpenScope ?? ""),
        DocumentationUri = DocumentationUri,
        GraphQlUri = GraphQlUri,
    };

    public static ResourceRow Of(Resource resource) => new(
        resource.Name, resource.Audience, Text(resource.Scopes), resource.DocumentationUri, resource.GraphQlUri, Text(resource.OpenScopes));

    private static string? Text(ScopeSet scope) => scope.IsEmpty ? null : scope.Text;
}
