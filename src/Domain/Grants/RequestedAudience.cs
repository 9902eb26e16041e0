using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Grants;

/// <summary>What a token is asked for by resource (RFC 8707 §2) and audience (RFC 8693 §2.1): one of the workspace's, or nothing.</summary>
internal sealed record RequestedAudience(string? Name)
{
    public static OAuthResult<RequestedAudience> Read(TokenRequest request)
    {
        var asked = request.Parameters.All("resource").Concat(request.Parameters.All("audience")).Distinct().ToList();
        if (asked.Count == 0)
            return new RequestedAudience((string?)null);
        var (workspace, client) = (request.Workspace, request.Client);
        return asked.Count == 1 && (asked[0] == workspace.DefaultAudience || asked[0] == client.Audience || workspace.Audiences.Contains(asked[0]))
            ? new RequestedAudience(asked[0])
            : new OAuthError("invalid_target", "The resource or audience is not one that the client may get a token for.");
    }
}
