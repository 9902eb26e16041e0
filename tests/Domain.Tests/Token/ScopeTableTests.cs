using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Token;

/// <summary>
/// The rules of scopes (RFC 6749 §3.3, OpenID Connect Core §3.1.2.1) for each grant. In the table, "!" means invalid_scope. The scopes
/// that the error names follow the "!".
/// </summary>
public sealed class ScopeTableTests
{
    private const string All = "openid profile offline_access notes.read notes.write own";
    private const string WithoutOpenId = "notes.read notes.write own";
    private const string Granted = "openid profile offline_access notes.read notes.write";
    private const string Notes = "notes.read notes.write";

    /// <summary>
    /// Each row: the case, the client's scope and the requested scope, then the result for users' grants, refresh, client credentials and
    /// delegates.
    /// </summary>
    private static readonly (string Case, string Client, string? Asked, string Users, string Refresh, string Client_, string Delegates)[] Table =
    [
        ("within", All, "notes.read", "notes.read", "notes.read", "notes.read", "notes.read"),
        ("partly outside", All, "notes.read notes.admin", "notes.read", "notes.read", "! notes.admin", "notes.read"),
        ("wholly outside", All, "notes.admin mail.send",
            "! notes.admin mail.send", "! notes.admin mail.send", "! notes.admin mail.send", "! notes.admin mail.send"),
        ("outside the grant only", All, "notes.read own", "notes.read own", "notes.read", "notes.read own", "notes.read own"),
        ("openid fallen out", WithoutOpenId, "openid notes.read", "! openid", "notes.read", "! openid", "! openid"),
        ("openid named", All, "openid notes.read", "openid notes.read", "openid notes.read", "openid notes.read", "! openid"),
        ("other OpenID scopes", All, "profile notes.read", "profile notes.read", "profile notes.read", "profile notes.read", "notes.read"),
        ("nothing asked", All, null, All, Granted, WithoutOpenId, WithoutOpenId),
        ("wildcard", All, "*", All, Granted, WithoutOpenId, WithoutOpenId),
        ("wildcard and more", All, "notes.admin *", All, Granted, "! notes.admin", WithoutOpenId),
        ("ISSUER/.default", All, "https://issuer.example/.default", All, Granted, WithoutOpenId, WithoutOpenId),
        ("RESOURCE/.default", All, "https://notes.example/.default", Notes, Notes, Notes, Notes),
        ("RESOURCE//.default", All, "https://notes.example//.default", Notes, Notes, Notes, Notes),
        ("MSAL", All, "openid profile offline_access https://notes.example/.default",
            Granted, Granted, "openid profile offline_access " + Notes, "! openid profile offline_access"),
        ("RESOURCE/.default of nothing", All, "https://mail.example/.default", "! https://mail.example/.default", "! https://mail.example/.default",
            "! https://mail.example/.default", "! https://mail.example/.default"),
        ("RESOURCE/.default without scopes", All, "https://open.example/.default", "", "", "", ""),
        ("unknown RESOURCE/.default", All, "notes.read https://other.example/.default",
            "notes.read", "notes.read", "! https://other.example/.default", "notes.read"),
    ];

    public static TheoryData<string, string> Cells() => [.. from row in Table from grant in ScopeTable.All select (row.Case, grant)];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Every_grant_gives_the_scopes_of_the_table_and_names_them_in_its_answer(string name, string grant)
    {
        var row = Array.Find(Table, row => row.Case == name);
        var table = new ScopeTable(row.Client) { RefreshScope = row.Client == All ? Granted : Notes };

        var expected = ScopeTable.OfUsers.Contains(grant) ? row.Users
            : ScopeTable.OfDelegates.Contains(grant) ? row.Delegates
            : grant == GrantTypes.RefreshToken ? row.Refresh
            : row.Client_;
        Assert.Equal(expected, await table.AskAsync(grant, row.Asked));
    }

    public static TheoryData<string> GrantsOfTheTokenEndpoint() => [.. ScopeTable.All.Where(grant => grant != GrantTypes.Implicit)];

    [Theory]
    [MemberData(nameof(GrantsOfTheTokenEndpoint))]
    public async Task A_resource_leaves_out_the_scopes_of_others_and_refuses_client_credentials_that_name_them(string grant)
    {
        var table = new ScopeTable(All + " mail.send");

        Assert.Equal(
            grant == GrantTypes.ClientCredentials ? "! mail.send" : "notes.read",
            await table.AskAsync(grant, "notes.read mail.send", ScopeTable.Notes));
        Assert.Equal("! notes.read", await table.AskAsync(grant, "notes.read", ScopeTable.Mail));
    }

    [Theory]
    [InlineData(GrantTypes.AuthorizationCode)]
    [InlineData(GrantTypes.DeviceCode)]
    [InlineData(GrantTypes.Password)]
    public async Task The_grant_keeps_the_scopes_that_a_token_for_one_resource_leaves_out(string grant)
    {
        var table = new ScopeTable(All + " mail.send");

        await table.AskAsync(grant, "openid offline_access notes.read mail.send", ScopeTable.Notes);

        Assert.Equal("openid offline_access notes.read mail.send", table.Server.Grant.Scope.Text);
    }

    [Fact]
    public async Task RESOURCE_default_alone_makes_the_resource_the_audience()
    {
        var table = new ScopeTable(All);
        var answer = await table.Server.TokenAsync(
            "legacy", ("grant_type", GrantTypes.ClientCredentials), ("scope", "HTTPS://NOTES.example:443/.default"));

        var claims = FlowServer.Payload(FlowServer.Text(FlowServer.Json(answer), "access_token"));
        Assert.Equal((ScopeTable.Notes, Notes), (FlowServer.Text(claims, "aud"), FlowServer.Text(claims, "scope")));
    }
}
