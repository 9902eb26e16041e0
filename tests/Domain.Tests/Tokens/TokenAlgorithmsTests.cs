using System.Text.Json;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests.Tokens;

/// <summary>The algorithms of ID tokens and access tokens (OpenID Connect Core §15.1), in one workspace with old and new clients.</summary>
public sealed class TokenAlgorithmsTests
{
    private static readonly TimeSpan Announcement = new KeySchedule().Announcement;

    private readonly FlowServer _server = FlowServer.WithAlice();

    [Fact]
    public async Task An_old_client_keeps_ES256_beside_a_new_client_with_RS256()
    {
        MakeAnew("spa");

        Assert.Equal(("ES256", "ES256"), await AlgorithmsAsync("web"));
        Assert.Equal(("RS256", "ES256"), await AlgorithmsAsync("spa"));
    }

    [Fact]
    public async Task Where_the_workspace_is_set_to_RS256_old_clients_follow_it()
    {
        _server.Workspace = _server.Workspace with { SigningAlgorithm = "RS256" };

        Assert.Equal(("RS256", "RS256"), await AlgorithmsAsync("web"));
    }

    [Fact]
    public async Task The_access_tokens_of_a_workspace_change_without_its_ID_tokens()
    {
        _server.Workspace = _server.Workspace with { AccessTokenSignedResponseAlg = "RS256" };

        Assert.Equal(("ES256", "RS256"), await AlgorithmsAsync("web"));
    }

    [Fact]
    public async Task A_client_that_is_changed_to_RS256_gets_it_when_the_key_has_been_announced_for_an_hour()
    {
        _server.Keys.MadeAt["RS256"] = _server.Time.GetUtcNow();
        _server.Change("web", client => client with { IdTokenSignedResponseAlg = "RS256", AccessTokenSignedResponseAlg = "RS256" });

        _server.Time.Advance(Announcement - TimeSpan.FromSeconds(1));
        Assert.Equal(("ES256", "ES256"), await AlgorithmsAsync("web"));
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("RS256", "RS256"), await AlgorithmsAsync("web"));
    }

    [Fact]
    public async Task A_client_that_was_made_after_the_key_was_published_gets_RS256_at_once_in_its_ID_tokens_only()
    {
        _server.Keys.MadeAt["RS256"] = _server.Time.GetUtcNow();
        _server.Workspace = _server.Workspace with { AccessTokenSignedResponseAlg = "RS256" };
        _server.Time.Advance(TimeSpan.FromSeconds(1));
        MakeAnew("spa");

        Assert.Equal(("RS256", "ES256"), await AlgorithmsAsync("spa"));
        _server.Time.Advance(Announcement);
        Assert.Equal(("RS256", "RS256"), await AlgorithmsAsync("spa"));
    }

    [Fact]
    public async Task A_key_of_the_default_algorithm_that_is_not_yet_announced_waits_too()
    {
        _server.Workspace = _server.Workspace with { SigningAlgorithm = "RS256" };
        _server.Keys.MadeAt["RS256"] = _server.Time.GetUtcNow();

        Assert.Equal(("ES256", "ES256"), await AlgorithmsAsync("web"));
    }

    [Fact]
    public async Task Where_all_keys_are_new_they_sign_at_once()
    {
        foreach (var algorithm in SigningAlgorithms.All)
            _server.Keys.MadeAt[algorithm] = _server.Time.GetUtcNow();
        _server.Change("web", client => client with { IdTokenSignedResponseAlg = "RS256" });

        Assert.Equal(("RS256", "ES256"), await AlgorithmsAsync("web"));
    }

    [Fact]
    public async Task A_deployment_without_RS256_signs_for_new_clients_with_its_own()
    {
        var server = FlowServer.WithAlice(keys: new MemoryKeys(TestKeys.Es256));
        server.Change("web", client => client with { IdTokenSignedResponseAlg = "RS256" });

        Assert.Equal(("ES256", "ES256"), Of(await server.TokensAsync(scope: "openid")));
    }

    /// <summary>
    /// Makes the client anew, as if it were added again under the same id. The client keeps its generation, so alice's consent stays
    /// valid.
    /// </summary>
    private void MakeAnew(string clientId) =>
        _server.Change(clientId, client => client.Made(_server.Time.GetUtcNow(), new Randomness()) with { Generation = client.Generation });

    private async Task<(string IdToken, string AccessToken)> AlgorithmsAsync(string clientId) => Of(await _server.TokensAsync(clientId));

    private static (string IdToken, string AccessToken) Of(JsonElement tokens) => (AlgorithmOf(tokens, "id_token"), AlgorithmOf(tokens, "access_token"));

    private static string AlgorithmOf(JsonElement tokens, string member) =>
        FlowServer.Text(Jws.Decode(FlowServer.Text(tokens, member).Split('.')[0]), "alg");
}
