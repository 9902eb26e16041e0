using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Authorization.Rules;

/// <summary>Makes authorization requests for the test of a single rule.</summary>
internal static class Asked
{
    public static readonly Client Client = new("web")
    {
        GrantTypes = [GrantTypes.AuthorizationCode],
        Scope = ScopeSet.Of("openid", "notes.read"),
        RedirectUris = ["https://app.example/callback"],
    };

    public static AuthorizationRequest With(string query, Client? client) =>
        new(new Workspace("default", new Uri("https://issuer.example")), client, new PendingRequest(ParameterSet.Parse(query).Value!, query))
        {
            Opening = new Opening(DateTimeOffset.UnixEpoch),
        };

    public static AuthorizationRequest With(string query) => With(query, Client);
}
