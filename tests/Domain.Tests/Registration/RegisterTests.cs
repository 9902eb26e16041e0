using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Registration;

/// <summary>The requests that may register a client, and the result of a registration.</summary>
public sealed class RegisterTests
{
    private readonly Registrar _registrar = new();

    [Fact]
    public async Task An_initial_access_token_registers_a_client_and_the_answer_has_the_members_of_RFC_7591()
    {
        var answer = await _registrar.RegisteredAsync();

        Assert.Equal(43, answer.Text("client_secret").Length);
        Assert.Equal(0, answer.GetProperty("client_secret_expires_at").GetInt64());
        Assert.Equal(_registrar.Time.GetUtcNow().ToUnixTimeSeconds(), answer.GetProperty("client_id_issued_at").GetInt64());
        Assert.Equal("https://issuer.example/register?client_id=" + answer.Text("client_id"), answer.Text("registration_client_uri"));
        Assert.Equal([Registrar.Callback], Texts(answer, "redirect_uris"));
        Assert.Equal("client_secret_basic", answer.Text("token_endpoint_auth_method"));
        Assert.Equal(["authorization_code"], Texts(answer, "grant_types"));
        Assert.Equal(["code"], Texts(answer, "response_types"));
        Assert.Equal("openid profile email offline_access", answer.Text("scope"));
    }

    [Fact]
    public async Task The_server_keeps_only_hashes_and_an_audit_record()
    {
        var answer = await _registrar.RegisteredAsync(("client_name", "A program's"));

        var client = (await _registrar.FindAsync(answer))!;
        Assert.True(Assert.Single(client.Secrets).Matches(Handle.HashOf(answer.Text("client_secret")), _registrar.Time.GetUtcNow()));
        Assert.Equal(Handle.HashOf(answer.Text("registration_access_token")), client.RegistrationTokenHash);
        Assert.Equal((true, true, ClientOrigin.InitialToken), (client.RequiresPkce, client.RequiresConsent, client.Origin));
        var record = Assert.Single(await _registrar.HistoryAsync(answer));
        Assert.Equal((AuditRecord.Registration, Changes.Registered, _registrar.Time.GetUtcNow()), (record.Who, record.Change, record.At));
        Assert.DoesNotContain(answer.Text("client_secret"), record.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Text("registration_access_token"), record.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData("client_secret_basic", true, false)]
    [InlineData("client_secret_post", false, true)]
    public async Task A_client_that_names_no_method_may_send_its_secret_either_way(string? method, bool takesBasic, bool takesPost)
    {
        var answer = await _registrar.RegisteredAsync(
            ("token_endpoint_auth_method", method), ("redirect_uris", null), ("grant_types", Registrar.List("client_credentials")));
        _registrar.Clients.Add((await _registrar.FindAsync(answer))!);
        var (id, secret) = (answer.Text("client_id"), answer.Text("client_secret"));

        Assert.Equal(method ?? "client_secret_basic", answer.Text("token_endpoint_auth_method"));
        Assert.Equal(takesBasic, await GetsTokenAsync("grant_type=client_credentials", TestServer.Basic(id, secret)));
        Assert.Equal(takesPost, await GetsTokenAsync($"grant_type=client_credentials&client_id={id}&client_secret={secret}", null));
        Assert.False(await GetsTokenAsync($"grant_type=client_credentials&client_id={id}", null));
    }

    [Fact]
    public async Task A_public_client_gets_no_secret()
    {
        var answer = await _registrar.RegisteredAsync(("token_endpoint_auth_method", "none"));

        Assert.False(answer.Has("client_secret"));
        Assert.False(answer.Has("client_secret_expires_at"));
        Assert.Empty((await _registrar.FindAsync(answer))!.Secrets);
    }

    [Fact]
    public async Task An_initial_access_token_is_good_once()
    {
        var token = _registrar.NewToken();

        Registrar.Created(await _registrar.RegisterAsync(Registrar.Metadata(), token));
        Registrar.Challenged(await _registrar.RegisterAsync(Registrar.Metadata(), token), hadToken: true);

        Assert.Equal(1, await _registrar.CountAsync());
    }

    [Fact]
    public async Task Of_many_concurrent_registrations_with_one_token_one_succeeds()
    {
        var token = _registrar.NewToken();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _registrar.RegisterAsync(Registrar.Metadata(), token).AsTask())));

        Assert.Single(results, result => result is JsonResult);
        Assert.All(results.Where(result => result is not JsonResult), result => Registrar.Challenged(result, hadToken: true));
        Assert.Equal(1, await _registrar.CountAsync());
    }

    /// <summary>
    /// An instance of version 0.1.0 takes the token before it adds the client. Such an instance may run beside this version for a day.
    /// </summary>
    [Fact]
    public async Task A_token_that_an_earlier_version_takes_at_the_same_time_registers_nothing()
    {
        var token = _registrar.NewToken();
        _registrar.Stores.Tickets.BeforeNextTake = () =>
        {
            _registrar.Stores.Tickets.Tokens.Clear();
            return Task.CompletedTask;
        };

        Registrar.Challenged(await _registrar.RegisterAsync(Registrar.Metadata(), token), hadToken: true);

        Assert.Equal(0, await _registrar.CountAsync());
    }

    [Fact]
    public async Task A_token_that_another_request_takes_in_between_registers_nothing()
    {
        var token = _registrar.NewToken();
        _registrar.Stores.Applications.BeforeNextChange = async () => Registrar.Created(await _registrar.RegisterAsync(Registrar.Metadata(), token));

        Registrar.Challenged(await _registrar.RegisterAsync(Registrar.Metadata(), token), hadToken: true);

        Assert.Equal(1, await _registrar.CountAsync());
    }

    [Fact]
    public async Task A_mistake_does_not_cost_the_token()
    {
        var token = _registrar.NewToken();

        Registrar.Refused(await _registrar.RegisterAsync(Registrar.Metadata(("redirect_uris", null)), token), "invalid_redirect_uri");

        Registrar.Created(await _registrar.RegisterAsync(Registrar.Metadata(), token));
    }

    [Theory]
    [InlineData("nobody.knows-it")]
    [InlineData("not a handle")]
    [InlineData("")]
    public async Task An_unknown_token_registers_nothing(string token)
    {
        Registrar.Challenged(await _registrar.RegisterAsync(Registrar.Metadata(), token), hadToken: true);

        Assert.Equal(0, await _registrar.CountAsync());
    }

    [Fact]
    public async Task Without_a_token_there_is_the_bare_challenge() =>
        Registrar.Challenged(await _registrar.RegisterOpenlyAsync(Registrar.Metadata()), hadToken: false);

    [Theory]
    [InlineData(RequestKind.Reading)]
    [InlineData(RequestKind.Submission)]
    [InlineData(RequestKind.Replacement)]
    [InlineData(RequestKind.Removal)]
    public async Task When_registration_is_off_the_endpoint_is_not_found(RequestKind kind)
    {
        var answer = await _registrar.RegisteredAsync();
        var token = kind == RequestKind.Submission ? _registrar.NewToken() : null;
        _registrar.Workspace = _registrar.Workspace with { Registration = RegistrationPolicy.Off };

        Assert.IsType<NotFoundResult>(await _registrar.ManageAsync(kind, answer, Registrar.Metadata(("client_id", answer.Text("client_id"))), token));

        Assert.NotNull(await _registrar.FindAsync(answer));
    }

    [Fact]
    public void Registration_is_off_by_default() =>
        Assert.Equal(RegistrationPolicy.Off, new Workspace("default", new Uri("https://issuer.example")).Registration);

    [Fact]
    public async Task A_new_client_never_replaces_another_client()
    {
        var taken = await _registrar.RegisteredAsync();
        var same = new AuthorizationServer(
            _registrar.Stores.With(_registrar.Clients), _registrar.Keys, _registrar.Stores, _registrar.Stores, _registrar.Time, new SeededRandomness());
        var token = _registrar.NewToken();
        // This server draws the same random numbers as the first server, so its first ids are taken.
        await same.Registration.HandleAsync(
            new EndpointRequest(_registrar.Workspace, ParameterSet.Empty)
            {
                Kind = RequestKind.Submission,
                Authorization = "Bearer " + token,
                Json = System.Text.Encoding.UTF8.GetBytes(Registrar.Metadata().ToJsonString()),
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(2, await _registrar.CountAsync());
        Assert.Single(await _registrar.HistoryAsync(taken));
    }

    private async Task<bool> GetsTokenAsync(string body, string? authorization) => await _registrar.Server.Token.HandleAsync(
        new EndpointRequest(_registrar.Workspace, ParameterSet.Parse(body).Value!) { Authorization = authorization },
        TestContext.Current.CancellationToken) is JsonResult;

    private static IEnumerable<string> Texts(System.Text.Json.JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(each => each.GetString()!);
}
