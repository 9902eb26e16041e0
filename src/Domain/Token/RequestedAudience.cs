using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Token;

/// <summary>
/// The target of the requested token, by resource (RFC 8707 §2) or audience (RFC 8693 §2.1). Null when the request names none.
/// </summary>
public sealed record RequestedAudience(string? Name)
{
    private static readonly RequestedAudience None = new((string?)null);

    private static OAuthError Refused =>
        new(ErrorCodes.InvalidTarget, "The resource or audience is not one that the client may get a token for.");

    public static OAuthResult<RequestedAudience> Read(Workspace workspace, Client client, ParameterSet parameters)
    {
        if (!parameters.Contains("resource") && !parameters.Contains("audience"))
            return None;
        var asked = parameters.All("resource").Concat(parameters.All("audience")).Distinct().ToList();
        if (asked.Count != 1)
            return Refused;
        return asked[0] == workspace.DefaultAudience || asked[0] == client.Audience || MayAccess(workspace, client, workspace.FindResource(asked[0]))
            ? new RequestedAudience(asked[0])
            : Refused;
    }

    /// <summary>A resource with scopes is open only to clients that have one of them.</summary>
    private static bool MayAccess(Workspace workspace, Client client, Resource? resource) =>
        resource is not null && (resource.Scopes.IsEmpty || resource.Scopes.Tokens.Any(Permitted.Scope(workspace, client).Contains));
}
