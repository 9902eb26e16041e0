using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Token;

/// <summary>
/// The target of the requested token in its registered form, by resource (RFC 8707 §2), by audience (RFC 8693 §2.1), or by the scope
/// <c>ADDRESS/.default</c>. Null when the request names no target.
/// </summary>
public sealed record RequestedAudience(string? Name)
{
    private static readonly RequestedAudience None = new((string?)null);

    private static OAuthError Refused =>
        new(ErrorCodes.InvalidTarget, "The resource or audience is not one that the client may get a token for.");

    public static OAuthResult<RequestedAudience> Read(Workspace workspace, Client client, ParameterSet parameters)
    {
        if (!parameters.Contains("resource") && !parameters.Contains("audience"))
            return parameters["scope"] is { } scope && scope.Contains(Permitted.Default, StringComparison.Ordinal) ? OfScope(workspace, client, scope) : None;
        var asked = parameters.All("resource").Concat(parameters.All("audience")).Select(each => Registered(workspace, client, each)).Distinct().ToList();
        return asked is [{ } only] ? new RequestedAudience(only) : Refused;
    }

    /// <summary>
    /// The audience that the scope names. A request without resource and audience may name one <c>ADDRESS/.default</c>, and gets
    /// its token for that address.
    /// </summary>
    private static RequestedAudience OfScope(Workspace workspace, Client client, string scope) =>
        (ScopeSet.Parse(scope).Value ?? ScopeSet.Empty).Tokens.Select(Permitted.AddressOfDefault).OfType<string>()
            .Select(address => Registered(workspace, client, address)).Distinct().ToList() is [{ } only] ? new RequestedAudience(only) : None;

    /// <summary>The registered form of an audience. Null when the client may not name it.</summary>
    private static string? Registered(Workspace workspace, Client client, string asked)
    {
        var known = client.Audience is { } own ? workspace.Audiences.Append(own) : workspace.Audiences;
        var name = ResourceIdentifier.Find(asked, known);
        return name is null || name == workspace.DefaultAudience || name == client.Audience || MayAccess(workspace, client, workspace.FindResource(name))
            ? name
            : null;
    }

    /// <summary>A resource with scopes is open only to clients that have one of them.</summary>
    private static bool MayAccess(Workspace workspace, Client client, Resource? resource) =>
        resource is not null && (resource.Scopes.IsEmpty || resource.Scopes.Tokens.Any(Permitted.Scope(workspace, client).Contains));
}
