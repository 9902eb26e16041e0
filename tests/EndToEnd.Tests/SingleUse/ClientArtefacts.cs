using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>Artefacts for a single use that clients make themselves.</summary>
internal static class ClientArtefacts
{
    private static readonly AssertionSigner Signer = AssertionSigner.New();

    public static readonly IReadOnlyList<OneTimeArtefact> All = [new("jti of a client assertion", AssertionAsync, AuthenticateAsync)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Registers a client with a key. Returns its assertion.</summary>
    private static async Task<string> AssertionAsync(Instances on)
    {
        var client = new Client($"key-{Guid.NewGuid():n}")
        {
            Keys = ClientKeys.In(Signer.JwkSet),
            TokenEndpointAuthMethod = AuthenticationMethods.PrivateKeyJwt,
            GrantTypes = [GrantTypes.ClientCredentials],
            CreatedAt = DateTimeOffset.UtcNow,
        };
        await on.Tables.RegisterClientAsync(Workspace.DefaultName, client);
        return Signer.Assertion(client.ClientId, on.Issuer.AbsoluteUri.TrimEnd('/'), DateTimeOffset.UtcNow);
    }

    /// <summary>Each process gets requests at each of three endpoints. One of them all may succeed.</summary>
    private static async Task<Use> AuthenticateAsync(Instances on, int turn, string assertion)
    {
        (string Name, string Value)[] proof = [("client_assertion_type", ClientAssertion.Type), ("client_assertion", assertion)];
        var (path, more) = (turn / Instances.Count % 3) switch
        {
            0 => ("/token", ("grant_type", "client_credentials")),
            1 => ("/introspect", ("token", "none")),
            _ => ("/revoke", ("token", "none")),
        };
        using var form = new FormUrlEncodedContent(proof.Append(more).Select(each => KeyValuePair.Create(each.Item1, each.Item2)));
        using var response = await on.At(turn).PostAsync(path, form, Token);
        if (response.IsSuccessStatusCode)
            return new Use($"{path} at {turn}");
        Assert.Equal("invalid_client", (await OAuthAnswer.ReadAsync(response, Token)).Error);
        return Use.Refused;
    }
}
