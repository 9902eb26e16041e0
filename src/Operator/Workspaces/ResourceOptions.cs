using System.CommandLine;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;

namespace Tollgate.Operator.Workspaces;

/// <summary>The options for the resources (the APIs) of a workspace. The audience identifies a resource.</summary>
internal sealed class ResourceOptions(bool isChange)
{
    private readonly Option<string[]> _resources = new Option<string[]>("--resource")
    {
        HelpName = "RESOURCE",
        Description = $"An API that accepts tokens of the workspace, written {ResourceText.Form}, with scopes separated by spaces or commas; may be "
            + "repeated. A client that registers itself and names no scope gets the open ones. "
            + (isChange ? "Replaces the API of the same audience, or is added." : "Tokens for the API have only its own scopes."),
    }.Checked(resources => resources.Select(ResourceText.Mistake).FirstOrDefault(mistake => mistake is not null) ?? Twice(resources));

    private readonly Option<string[]> _removed = new("--remove-resource")
    {
        HelpName = "AUDIENCE",
        Description = "Removes the API of this audience from the workspace; may be repeated.",
    };

    public IReadOnlyList<Option> All => isChange ? [_resources, _removed] : [_resources];

    public string? Mistake(ParseResult arguments) =>
        Added(arguments).FirstOrDefault(resource => Removed(arguments).Any(audience => ResourceIdentifier.AreEqual(audience, resource.Audience))) is { } both
            ? $"{both.Audience} is in {_resources.Name} and in {_removed.Name}: name only one of them."
            : null;

    /// <summary>Throws a <see cref="RefusedException"/> if a resource to remove does not exist.</summary>
    public Workspace Apply(ParseResult arguments, Workspace workspace)
    {
        var resources = workspace.Resources.ToList();
        foreach (var audience in Removed(arguments))
            if (!resources.Remove(workspace.FindResource(audience)!))
                throw new RefusedException(
                    $"The workspace {workspace.Name} has no resource with the audience {PlainText.Printable(audience)}. "
                    + "\"workspace show\" lists its resources.");
        foreach (var resource in Added(arguments))
        {
            var known = resources.FindIndex(other => ResourceIdentifier.AreEqual(other.Audience, resource.Audience));
            if (known >= 0)
                resources[known] = resource;
            else
                resources.Add(resource);
        }

        return workspace with { Resources = resources };
    }

    private IEnumerable<Resource> Added(ParseResult arguments) => (arguments.GetValue(_resources) ?? []).Select(ResourceText.Read);

    private IEnumerable<string> Removed(ParseResult arguments) => (arguments.GetValue(_removed) ?? []).Distinct();

    private static string? Twice(string[] resources) =>
        resources.Select(text => ResourceText.Read(text).Audience).ToList() is var audiences
        && audiences.Where((audience, at) => audiences.Take(at).Any(other => ResourceIdentifier.AreEqual(audience, other))).FirstOrDefault() is { } twice
            ? $"{twice} is the audience of two resources; each needs an audience of its own."
            : null;
}
