using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>One resource of a workspace inside its row.</summary>
internal sealed record ResourceRow(string Name, string Audience, string? Scope, string? DocumentationUri, string? GraphQlUri)
{
    public Resource ToResource() => new(Name, Audience)
    {
        Scopes = ScopeColumn.Read(Scope ?? ""),
        DocumentationUri = DocumentationUri,
        GraphQlUri = GraphQlUri,
    };

    public static ResourceRow Of(Resource resource) =>
        new(resource.Name, resource.Audience, resource.Scopes.IsEmpty ? null : resource.Scopes.Text, resource.DocumentationUri, resource.GraphQlUri);
}
