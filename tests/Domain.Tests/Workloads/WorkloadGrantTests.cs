using Tollgate.Domain.Jwt;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workloads;

namespace Tollgate.Domain.Tests.Workloads;

/// <summary>The JWT bearer grant of a workload that does not name its client.</summary>
public sealed class WorkloadGrantTests : IDisposable
{
    private readonly WorkloadScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task The_token_of_a_workload_finds_its_client_and_gives_a_token_that_speaks_for_it()
    {
        var answer = WorkloadScene.Answer(await _scene.GrantAsync(_scene.Token()));
        var token = JwtReader.Read(answer.GetProperty("access_token").GetString()!)!;
        Assert.Equal((WorkloadScene.ClientId, WorkloadScene.ClientId), (token.Text("sub"), token.Text("client_id")));
        Assert.Equal("notes.read", answer.GetProperty("scope").GetString());
        Assert.False(answer.TryGetProperty("refresh_token", out _));
    }

    [Fact]
    public async Task The_same_token_works_again_and_nothing_is_written()
    {
        var token = _scene.Token(claims => claims["jti"] = "one");
        WorkloadScene.Answer(await _scene.GrantAsync(token));
        WorkloadScene.Answer(await _scene.GrantAsync(token));
        Assert.Empty(_scene.Server.Stores.Grants);
    }

    [Fact]
    public async Task The_access_token_ends_with_the_assertion()
    {
        var end = _scene.Server.Time.GetUtcNow().AddSeconds(90);
        var answer = WorkloadScene.Answer(await _scene.GrantAsync(_scene.Token(claims => claims["exp"] = end.ToUnixTimeSeconds())));
        Assert.Equal(90, answer.GetProperty("expires_in").GetInt32());
    }

    [Fact]
    public async Task A_scope_that_the_client_does_not_have_is_refused() =>
        Assert.Equal(ErrorCodes.InvalidScope, WorkloadScene.Refusal(await _scene.GrantAsync(_scene.Token(), "&scope=notes.write")).Code);

    [Fact]
    public async Task A_client_without_the_grant_is_refused()
    {
        _scene.Server.Clients[1] = _scene.Server.Clients[1] with { GrantTypes = [GrantTypes.ClientCredentials] };
        Assert.Equal(ErrorCodes.UnauthorizedClient, WorkloadScene.Refusal(await _scene.GrantAsync(_scene.Token())).Code);
    }

    [Fact]
    public async Task At_another_endpoint_the_assertion_proves_no_client()
    {
        var body = $"grant_type={Uri.EscapeDataString(GrantTypes.JwtBearer)}&assertion={_scene.Token()}&token=x";

        var refusal = WorkloadScene.Refusal(await _scene.SendAsync(body, _scene.Server.Server.Introspection, Paths.Introspect));

        Assert.Equal(ErrorCodes.InvalidClient, refusal.Code);
    }

    [Fact]
    public async Task An_identity_that_is_open_in_part_finds_no_client()
    {
        _scene.Register(WorkloadScene.Credential with { Claims = [new("sub", ["system:serviceaccount:shop:*"])] });
        WorkloadScene.Answer(await _scene.AuthenticateAsync(_scene.Token()));
        RefusedBecause("no client has the identity", WorkloadScene.Refusal(await _scene.GrantAsync(_scene.Token())));
    }

    [Fact]
    public async Task A_wrong_assertion_is_an_invalid_grant_and_the_log_says_why()
    {
        RefusedBecause("malformed", WorkloadScene.Refusal(await _scene.GrantAsync("a.b.c")));
        RefusedBecause("malformed", WorkloadScene.Refusal(await _scene.GrantAsync(_scene.Token(claims => claims.Remove("sub")))));
        RefusedBecause("has the aud", WorkloadScene.Refusal(await _scene.GrantAsync(_scene.Token(claims => claims["aud"] = "https://other.example"))));
        RefusedBecause("no client has the identity", WorkloadScene.Refusal(await _scene.GrantAsync(_scene.Token(claims => claims["sub"] = "other"))));
    }

    [Fact]
    public async Task A_request_with_other_credentials_is_not_taken_for_one_of_a_workload()
    {
        var error = WorkloadScene.Refusal(await _scene.GrantAsync(_scene.Token(), "&client_id=billing"));
        Assert.Equal((ErrorCodes.InvalidClient, true), (error.Code, error.Detail!.Contains("may not use none", StringComparison.Ordinal)));
        Assert.Equal(
            ErrorCodes.InvalidRequest, WorkloadScene.Refusal(await _scene.GrantAsync(_scene.Token(), "&client_secret=x")).Code);
    }

    [Fact]
    public void It_is_no_method_that_a_client_can_register() =>
        Assert.DoesNotContain(WorkloadGrantAuthentication.MethodName, Domain.Clients.AuthenticationMethods.All);

    private static void RefusedBecause(string reason, OAuthError error)
    {
        Assert.Equal(ErrorCodes.InvalidGrant, error.Code);
        Assert.Contains(reason, error.Detail, StringComparison.Ordinal);
    }
}
