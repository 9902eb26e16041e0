using System.Text.Json.Nodes;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Registration;

/// <summary>A client manages its own registration (RFC 7592).</summary>
public sealed class ManageTests
{
    private readonly Registrar _registrar = new();

    [Fact]
    public async Task A_client_reads_its_registration_without_its_secret()
    {
        var client = await _registrar.RegisteredAsync(("client_name", "Mine"));

        var read = await _registrar.ReadAsync(client);

        Assert.Equal(
            client.EnumerateObject().Select(member => member.Name).Except(["client_secret", "client_secret_expires_at"]),
            read.EnumerateObject().Select(member => member.Name));
        Assert.All(read.EnumerateObject(), member => Assert.Equal(client.GetProperty(member.Name).GetRawText(), member.Value.GetRawText()));
    }

    [Fact]
    public async Task A_client_may_send_back_the_metadata_that_it_has_read_without_the_members_of_the_server()
    {
        var client = await _registrar.RegisteredAsync(("client_name", "Mine"), ("scope", "openid notes.read"));
        await _registrar.OperateAsync(client, known => known with { GrantTypes = [.. known.GrantTypes, "password"], Scope = ScopeSet.Of("openid", "special") });
        var read = JsonNode.Parse((await _registrar.ReadAsync(client)).GetRawText())!.AsObject();
        foreach (var name in new[] { "registration_access_token", "registration_client_uri", "client_id_issued_at" })
            read.Remove(name);

        var same = Registrar.Read(await _registrar.ManageAsync(RequestKind.Replacement, client, read));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse((await _registrar.ReadAsync(client)).GetRawText()), JsonNode.Parse(same.GetRawText())));
        Assert.Equal(["authorization_code", "password"], (await _registrar.FindAsync(client))!.GrantTypes);
    }

    [Fact]
    public async Task A_change_replaces_everything_except_the_secret_and_the_settings_of_operators()
    {
        var client = await _registrar.RegisteredAsync(
            ("client_name", "Old"), ("contacts", Registrar.List("a@b.example")), ("id_token_signed_response_alg", "RS256"), ("scope", "openid notes.read"),
            ("post_logout_redirect_uris", Registrar.List("https://app.example/bye")), ("grant_types", Registrar.List("authorization_code", "refresh_token")));
        await _registrar.OperateAsync(client, known => known with { Audience = "https://api.example", RequiresConsent = false });
        var before = (await _registrar.FindAsync(client))!;

        var read = Registrar.Read(await _registrar.ReplaceAsync(
            client, ("client_secret", client.Text("client_secret")), ("redirect_uris", Registrar.List("https://new.example/")),
            ("token_endpoint_auth_method", "client_secret_post")));

        Assert.False(read.Has("client_secret") || read.Has("client_name") || read.Has("contacts") || read.Has("post_logout_redirect_uris"));
        Assert.Equal(client.Text("registration_access_token"), read.Text("registration_access_token"));
        var after = (await _registrar.FindAsync(client))!;
        Assert.Equal(["https://new.example/"], after.RedirectUris);
        Assert.Equal(["authorization_code"], after.GrantTypes);
        Assert.Equal(
            ("", null, "RS256", "client_secret_post"),
            (after.ClientName, after.Contact, after.IdTokenSignedResponseAlg, after.TokenEndpointAuthMethod));
        // The client has new redirect URIs, so the server asks its users for consent again.
        Assert.Equal(("openid profile email offline_access", "https://api.example", true), (after.Scope.Text, after.Audience, after.RequiresConsent));
        Assert.Equal((before.Secrets, before.CreatedAt, before.RegistrationTokenHash), (after.Secrets, after.CreatedAt, after.RegistrationTokenHash));
        var record = (await _registrar.HistoryAsync(client))[^1];
        Assert.Equal((AuditRecord.Registration, Changes.Edited), (record.Who, record.Change));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("ES256", "ES256")]
    public async Task A_client_of_an_earlier_version_keeps_its_algorithm_until_it_names_another_algorithm(string? named, string? expected)
    {
        var client = await _registrar.RegisteredAsync(("client_name", "Old"));
        await _registrar.OperateAsync(client, known => known with { IdTokenSignedResponseAlg = null });

        var read = Registrar.Read(await _registrar.ReplaceAsync(client, ("client_name", "New"), ("id_token_signed_response_alg", named)));

        Assert.Equal(expected is not null, read.Has("id_token_signed_response_alg"));
        Assert.Equal(expected, (await _registrar.FindAsync(client))!.IdTokenSignedResponseAlg);
    }

    [Fact]
    public async Task A_client_drops_its_own_requirement_of_pushed_requests_and_not_that_of_an_operator()
    {
        const string Member = "require_pushed_authorization_requests";
        var client = await _registrar.RegisteredAsync((Member, true));

        Assert.True(Registrar.Read(await _registrar.ReplaceAsync(client, (Member, true))).Has(Member));
        Assert.False(Registrar.Read(await _registrar.ReplaceAsync(client)).Has(Member));
        await _registrar.OperateAsync(client, known => (known with { RequiresPushedRequests = true }).EditedByOperator(endsSelfManagement: false));

        Assert.True(Registrar.Read(await _registrar.ReplaceAsync(client, (Member, false))).Has(Member));
        Assert.True((await _registrar.FindAsync(client))!.RequiresPushedRequests);
    }

    [Fact]
    public async Task A_client_that_becomes_public_loses_its_secret_and_gets_a_new_secret_when_it_is_confidential_again()
    {
        var client = await _registrar.RegisteredAsync();

        Assert.False(Registrar.Read(await _registrar.ReplaceAsync(client, ("token_endpoint_auth_method", "none"))).Has("client_secret"));
        Assert.Empty((await _registrar.FindAsync(client))!.Secrets);
        var again = Registrar.Read(await _registrar.ReplaceAsync(client));

        Assert.NotEqual(client.Text("client_secret"), again.Text("client_secret"));
        Assert.Equal(0, again.GetProperty("client_secret_expires_at").GetInt64());
        Assert.True(
            Assert.Single((await _registrar.FindAsync(client))!.Secrets).Matches(Handle.HashOf(again.Text("client_secret")), _registrar.Time.GetUtcNow()));
    }

    [Theory]
    [InlineData("client_id", null, "invalid_client_metadata")]
    [InlineData("client_id", "another", "invalid_client_metadata")]
    [InlineData("client_secret", "of its own choice", "invalid_client_metadata")]
    [InlineData("registration_access_token", "x", "invalid_request")]
    [InlineData("registration_client_uri", "x", "invalid_request")]
    [InlineData("client_id_issued_at", "1", "invalid_request")]
    [InlineData("client_secret_expires_at", "0", "invalid_request")]
    [InlineData("grant_types", "password", "invalid_client_metadata")]
    [InlineData("redirect_uris", null, "invalid_redirect_uri")]
    [InlineData("software_statement", "a.b.c", "unapproved_software_statement")]
    public async Task A_change_that_breaks_the_rules_changes_nothing(string name, string? value, string code)
    {
        var client = await _registrar.RegisteredAsync();
        var before = await _registrar.FindAsync(client);
        JsonNode? node = name is "grant_types" ? Registrar.List(value!) : value;

        Registrar.Refused(await _registrar.ReplaceAsync(client, (name, node)), code);

        Assert.Equal(before, await _registrar.FindAsync(client));
    }

    /// <summary>A change follows the settings of the workspace at the time of the change, not its settings at the time of the registration.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_gives_no_more_than_a_registration_would(bool isOpen)
    {
        if (isOpen)
            _registrar.Workspace = _registrar.Workspace with { Registration = RegistrationPolicy.AllowedHosts };
        var metadata = Registrar.Metadata(("scope", "openid"));
        var client = Registrar.Created(isOpen ? await _registrar.RegisterOpenlyAsync(metadata) : await _registrar.RegisterAsync(metadata));
        _registrar.Workspace = _registrar.Workspace with
        {
            Scopes = ScopeSet.Of("openid", "profile", "notes.read"),
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.ClientCredentials],
        };

        foreach (var scope in new[] { "openid notes.write", "openid admin" })
            Assert.Equal("openid", Registrar.Read(await _registrar.ReplaceAsync(client, ("scope", scope))).Text("scope"));
        foreach (var grantType in new[] { GrantTypes.RefreshToken, GrantTypes.TokenExchange, GrantTypes.Password, GrantTypes.Implicit })
        {
            var change = await _registrar.ReplaceAsync(client, ("scope", "openid"), ("grant_types", Registrar.List("authorization_code", grantType)));
            Assert.Equal("[\"authorization_code\"]", Registrar.Read(change).GetProperty("grant_types").GetRawText());
        }

        var known = (await _registrar.FindAsync(client))!;
        Assert.Equal(("openid", "authorization_code"), (known.Scope.Text, Assert.Single(known.GrantTypes)));

        // A change without a scope gives the client today's default scope.
        Registrar.Read(await _registrar.ReplaceAsync(client));
        Assert.Equal("openid profile", (await _registrar.FindAsync(client))!.Scope.Text);
    }

    [Fact]
    public async Task A_client_cannot_take_back_a_value_that_only_an_operator_can_give()
    {
        var client = await _registrar.RegisteredAsync(("scope", "openid"));
        await _registrar.OperateAsync(client, known => known with { GrantTypes = [.. known.GrantTypes, "password"], Scope = ScopeSet.Of("openid", "special") });
        Registrar.Read(await _registrar.ReplaceAsync(client, ("scope", "openid")));

        var change = await _registrar.ReplaceAsync(client, ("scope", "openid special"), ("grant_types", Registrar.List("authorization_code", "password")));

        Assert.Equal("openid", Registrar.Read(change).Text("scope"));
        var known = (await _registrar.FindAsync(client))!;
        Assert.Equal(("openid", "authorization_code"), (known.Scope.Text, Assert.Single(known.GrantTypes)));
    }

    [Fact]
    public async Task A_client_can_remove_itself_and_its_token_ends_with_it()
    {
        var client = await _registrar.RegisteredAsync();

        Assert.Equal(new EmptyResult { IsRemoval = true }, await _registrar.ManageAsync(RequestKind.Removal, client));

        Assert.Null(await _registrar.FindAsync(client));
        foreach (var kind in new[] { RequestKind.Reading, RequestKind.Replacement, RequestKind.Removal })
            Registrar.Challenged(await _registrar.ManageAsync(kind, client, Registrar.Metadata()), hadToken: true);
        var record = (await _registrar.HistoryAsync(client))[^1];
        Assert.Equal((AuditRecord.Registration, Changes.Removed), (record.Who, record.Change));
    }

    [Theory]
    [InlineData(RequestKind.Reading)]
    [InlineData(RequestKind.Replacement)]
    [InlineData(RequestKind.Removal)]
    public async Task No_other_token_gives_access_to_a_registration(RequestKind kind)
    {
        var client = await _registrar.RegisteredAsync();
        var other = await _registrar.RegisteredAsync();
        var body = Registrar.Metadata(("client_id", client.Text("client_id"))).ToJsonString();
        var query = "client_id=" + client.Text("client_id");

        Registrar.Challenged(await _registrar.SendAsync(kind, null, body, query), hadToken: false);
        foreach (var token in new[] { "wrong", other.Text("registration_access_token"), client.Text("client_secret"), _registrar.NewToken() })
            Registrar.Challenged(await _registrar.SendAsync(kind, token, body, query), hadToken: true);
        foreach (var elsewhere in new[] { "", "client_id=" + other.Text("client_id"), "client_id=unknown", "client_id=a%7Cb" })
            Registrar.Challenged(await _registrar.SendAsync(kind, client.Text("registration_access_token"), body, elsewhere), hadToken: true);

        Assert.Equal(2, await _registrar.CountAsync());
        Assert.Single(await _registrar.HistoryAsync(client));
    }

    [Fact]
    public async Task A_client_that_no_program_registered_has_no_token()
    {
        var client = await _registrar.RegisteredAsync();
        await _registrar.OperateAsync(client, known => known with { RegistrationTokenHash = null });

        Registrar.Challenged(await _registrar.ManageAsync(RequestKind.Reading, client), hadToken: true);
    }

    [Fact]
    public async Task A_disabled_client_cannot_change_its_registration()
    {
        var client = await _registrar.RegisteredAsync();
        await _registrar.OperateAsync(client, known => known with { IsDisabled = true });

        foreach (var kind in new[] { RequestKind.Reading, RequestKind.Replacement, RequestKind.Removal })
            Registrar.Challenged(await _registrar.ManageAsync(kind, client, Registrar.Metadata(("client_id", client.Text("client_id")))), hadToken: true);

        Assert.NotNull(await _registrar.FindAsync(client));
    }

    [Fact]
    public async Task A_change_that_another_change_overtakes_is_made_to_the_newest_state()
    {
        var client = await _registrar.RegisteredAsync();
        _registrar.Stores.Applications.BeforeNextChange = () => _registrar.OperateAsync(client, known => known with { Audience = "https://api.example" });

        Registrar.Read(await _registrar.ReplaceAsync(client, ("client_name", "New")));

        var after = (await _registrar.FindAsync(client))!;
        Assert.Equal(("New", "https://api.example"), (after.ClientName, after.Audience));
        Assert.Equal([Changes.Registered, Changes.Edited, Changes.Edited], (await _registrar.HistoryAsync(client)).Select(record => record.Change));
    }

    [Fact]
    public async Task A_client_that_is_disabled_in_between_is_not_changed()
    {
        var client = await _registrar.RegisteredAsync();
        foreach (var kind in new[] { RequestKind.Replacement, RequestKind.Removal })
        {
            await _registrar.OperateAsync(client, known => known with { IsDisabled = false });
            _registrar.Stores.Applications.BeforeNextChange = () => _registrar.OperateAsync(client, known => known with { IsDisabled = true });
            Registrar.Challenged(await _registrar.ManageAsync(
                kind, client, Registrar.Metadata(("client_id", client.Text("client_id")), ("client_name", "New"))), hadToken: true);
        }

        Assert.True((await _registrar.FindAsync(client))!.IsDisabled);
    }

    [Fact]
    public async Task Of_many_concurrent_removals_one_succeeds()
    {
        var client = await _registrar.RegisteredAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _registrar.ManageAsync(RequestKind.Removal, client).AsTask())));

        Assert.Single(results, result => result is EmptyResult);
        Assert.Single(await _registrar.HistoryAsync(client), record => record.Change == Changes.Removed);
    }
}
