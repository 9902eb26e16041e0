using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Tables;
using Tollgate.Functions.Tests.TrustedIssuers;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>Issuers that an operator of an earlier version trusted.</summary>
public sealed class StoredIssuerTests(StoredHosts hosts) : IClassFixture<StoredHosts>
{
    public static TheoryData<string> Folders => StoredHosts.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_used_assertion_stays_used_and_another_assertion_works_once(string folder)
    {
        var host = await hosts.GetAsync(folder);
        await using var provider = await PublishAsync(host);

        Assert.Equal("invalid_grant", await UseAsync(host, "assertion-used"));
        Assert.Null(await UseAsync(host, "assertion-unused"));
        Assert.Equal("invalid_grant", await UseAsync(host, "assertion-unused"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_server_reads_the_settings_that_an_operator_gave_an_issuer(string folder)
    {
        var host = await hosts.GetAsync(folder);

        var issuer = await TableOf(host).FindAsync(Workspace.DefaultName, "https://login.example.com", default);

        Assert.Equal(("https://tollgate.example", "https://login.example.com/keys"), (issuer!.Audience, issuer.JwksUri));
        Assert.Equal(("oid", "example|"), (issuer.SubjectClaim, issuer.SubjectPrefix));
        Assert.Equal(["report", "report-rsa"], issuer.Clients);
    }

    private static Task<string?> UseAsync(StoredHost host, string name) => host.Client.TokenErrorAsync(
        Requests.Encode(("grant_type", GrantTypes.JwtBearer), ("assertion", host.Clear.Token(name).Text)), TokenRequests.DemoCredentials);

    /// <summary>Serves the keys of the identity provider at another address, because no server listens at its own address.</summary>
    private static async Task<ForeignProvider> PublishAsync(StoredHost host)
    {
        var demo = new ExternalIdentityProvider(host.KeysFolder, host.Clear.Issuer, TimeProvider.System, new Randomness());
        var keys = await demo.JwksAsync(default);
        var provider = await ForeignProvider.StartAsync();
        provider.Jwks = http => http.Response.Body.WriteAsync(keys).AsTask();
        var trusted = await TableOf(host).FindAsync(Workspace.DefaultName, demo.Issuer, default);
        await TableOf(host).PutAsync(Workspace.DefaultName, trusted! with { JwksUri = provider.JwksUri }, default);
        return provider;
    }

    private static TrustedIssuerTable TableOf(StoredHost host) => host.Server.Services.GetRequiredService<TrustedIssuerTable>();
}
