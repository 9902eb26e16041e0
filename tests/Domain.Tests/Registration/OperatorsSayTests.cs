using Tollgate.Domain.Applications;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Registration;

namespace Tollgate.Domain.Tests.Registration;

/// <summary>A client that manages itself (RFC 7592) cannot undo a decision of an operator.</summary>
public sealed class OperatorsSayTests
{
    private const string Elsewhere = "https://elsewhere.example/callback";

    private readonly Registrar _registrar = new();

    [Fact]
    public async Task Scopes_and_grants_that_an_operator_took_away_do_not_come_back()
    {
        var client = await _registrar.RegisteredAsync(
            ("scope", "openid notes.read notes.write"), ("grant_types", Registrar.List("authorization_code", "refresh_token", "client_credentials")));
        await EditAsync(client, known => known with { Scope = ScopeSet.Of("openid", "notes.read"), GrantTypes = ["authorization_code", "refresh_token"] });

        var read = Registrar.Read(await _registrar.ReplaceAsync(
            client, ("scope", "openid notes.read notes.write profile"), ("grant_types", Registrar.List("authorization_code", "client_credentials"))));

        Assert.Equal("openid notes.read", read.Text("scope"));
        Assert.Equal("""["authorization_code"]""", read.GetProperty("grant_types").GetRawText());
        Registrar.Refused(await _registrar.ReplaceAsync(client, ("grant_types", Registrar.List("client_credentials"))), "invalid_client_metadata");
        Assert.Equal("openid notes.read", (await _registrar.FindAsync(client))!.Scope.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_cannot_end_the_binding_of_its_tokens_after_an_operator_has_edited_it(bool isEdited)
    {
        var client = await _registrar.RegisteredAsync(("dpop_bound_access_tokens", true));
        if (isEdited)
            await EditAsync(client, known => known with { ClientName = "Edited" });

        var read = Registrar.Read(await _registrar.ReplaceAsync(client, ("dpop_bound_access_tokens", false)));

        Assert.Equal(isEdited, read.TryGetProperty("dpop_bound_access_tokens", out _));
        Assert.Equal(isEdited, (await _registrar.FindAsync(client))!.RequiresDpop);
    }

    [Theory]
    [InlineData("redirect_uris")]
    [InlineData("post_logout_redirect_uris")]
    public async Task After_an_edit_by_an_operator_redirect_URIs_stay_at_the_hosts_that_the_operator_saw(string member)
    {
        var client =
            await _registrar.RegisteredAsync(("redirect_uris", Registrar.List(Registrar.Callback, "http://127.0.0.1/callback", "com.example.app:/callback")));
        await EditAsync(client, known => known with { RequiresConsent = false });

        string[] refused = [Elsewhere, "http://app.example@127.0.0.1/", "https://127.0.0.1/", "http://localhost/callback", "com.example.other:/callback"];
        foreach (var uri in refused)
            Registrar.Refused(await _registrar.ReplaceAsync(client, (member, Registrar.List(uri))), "invalid_redirect_uri");
        foreach (var uri in new[] { "https://app.example/another", "https://app.example:8443/callback", "http://127.0.0.1:8400/", "com.example.app:/other" })
            Registrar.Read(await _registrar.ReplaceAsync(client, (member, Registrar.List(uri))));
    }

    [Fact]
    public async Task Another_redirect_URI_requires_consent_and_drops_earlier_consents()
    {
        var client = await _registrar.RegisteredAsync();
        await EditAsync(client, known => known with { RequiresConsent = false });
        var before = (await _registrar.FindAsync(client))!;

        await _registrar.ReplaceAsync(client, ("client_name", "The same addresses"));
        var named = (await _registrar.FindAsync(client))!;
        Assert.Equal((false, before.ConsentGeneration, before.Generation), (named.RequiresConsent, named.ConsentGeneration, named.Generation));

        await _registrar.ReplaceAsync(client, ("redirect_uris", Registrar.List("https://app.example/another")));
        var moved = (await _registrar.FindAsync(client))!;
        Assert.True(moved.RequiresConsent);
        Assert.NotEqual(before.ConsentGeneration, moved.ConsentGeneration);
        // The client keeps its generation, so its grants stay valid.
        Assert.Equal(before.Generation, moved.Generation);
    }

    [Fact]
    public async Task No_code_goes_to_a_new_redirect_URI_without_a_consent()
    {
        var server = FlowServer.WithAlice();
        Assert.NotNull((await server.AnswerAsync(("prompt", "none")))["code"]);
        var asked = FlowServer.Callback + "?another";

        server.Change(
            "web", client => OwnChange.Apply(client with { RequiresConsent = false }, client with { RedirectUris = [asked] }, new Randomness()).Value!);

        Assert.Equal("consent_required", (await server.AnswerAsync(("prompt", "none"), ("redirect_uri", asked)))["error"]);
        Assert.IsType<ConsentPage>(Assert.IsType<PageResult>(await server.AuthorizeAsync(("redirect_uri", asked))).Page);
    }

    [Fact]
    public async Task An_operator_can_end_the_self_management()
    {
        var client = await _registrar.RegisteredAsync();
        var known = (await _registrar.FindAsync(client))!;
        Assert.True(known.ManagesItself);
        var change = ApplicationChange.EndSelfManagement(known, "operator", _registrar.Time.GetUtcNow());
        Assert.True(await _registrar.Stores.Applications.TryChangeAsync(_registrar.Workspace, change, default));

        Registrar.Challenged(await _registrar.ManageAsync(RequestKind.Reading, client), hadToken: true);
        Registrar.Challenged(await _registrar.ReplaceAsync(client, ("client_name", "Mine")), hadToken: true);
        Registrar.Challenged(await _registrar.ManageAsync(RequestKind.Removal, client), hadToken: true);
        Assert.False((await _registrar.FindAsync(client))!.ManagesItself);
    }

    [Fact]
    public void An_edit_of_a_client_that_does_not_manage_itself_sets_no_ceilings()
    {
        var client = new Client("service") { Scope = ScopeSet.Of("notes.read") };

        Assert.Same(client, client.EditedByOperator(endsSelfManagement: false));
        Assert.Same(client, client.EditedByOperator(endsSelfManagement: true));
    }

    [Fact]
    public async Task A_change_without_effect_writes_nothing_and_does_not_count()
    {
        var client = await _registrar.RegisteredAsync(("client_name", "Mine"));
        var before = await _registrar.FindAsync(client);

        for (var i = 0; i < 3 * RegistrationThrottle.ChangesPerClientAndDay; i++)
            Assert.Equal("Mine", Registrar.Read(await _registrar.ReplaceAsync(client, ("client_name", "Mine"))).Text("client_name"));

        Assert.Equal(before, await _registrar.FindAsync(client));
        Assert.Single(await _registrar.HistoryAsync(client));
        Assert.Empty(_registrar.Stores.Attempts);
    }

    [Fact]
    public async Task A_client_changes_itself_ten_times_in_a_quarter_of_an_hour_and_fifty_times_a_day()
    {
        _registrar.Time.Advance(TimeSpan.FromDays(1) - _registrar.Time.GetUtcNow().TimeOfDay);
        var (client, other, changes) = (await _registrar.RegisteredAsync(), await _registrar.RegisteredAsync(), 0);
        for (var quarter = 0; quarter < 6; quarter++)
        {
            for (var i = 0; i < RegistrationThrottle.ChangesPerClient && changes < RegistrationThrottle.ChangesPerClientAndDay; i++)
                Registrar.Read(await _registrar.ReplaceAsync(client, ("client_name", $"Name {++changes}")));
            var refusal = Registrar.Refused(await _registrar.ReplaceAsync(client, ("client_name", "One more")), "too_many_requests");
            Assert.True(refusal.RetryAfter > TimeSpan.Zero);
            _registrar.Time.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Equal(1 + changes, (await _registrar.HistoryAsync(client)).Count);
        // A refused change and a read do not count. The limit does not affect other clients.
        Registrar.Refused(await _registrar.ReplaceAsync(client, ("grant_types", Registrar.List("nothing"))), "invalid_client_metadata");
        await _registrar.ReadAsync(client);
        Registrar.Read(await _registrar.ReplaceAsync(other, ("client_name", "Other")));
        _registrar.Time.Advance(TimeSpan.FromDays(1));
        Registrar.Read(await _registrar.ReplaceAsync(client, ("client_name", "One more")));
    }

    private Task EditAsync(System.Text.Json.JsonElement client, Func<Client, Client> change) =>
        _registrar.OperateAsync(client, known => change(known).EditedByOperator(endsSelfManagement: false));
}
