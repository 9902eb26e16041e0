using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>Independent client libraries (npm oauth4webapi, openid-client) register themselves at a workspace (RFC 7591, RFC 7592).</summary>
[RunsOnWorker]
public sealed class RegistrationClientTests
{
    private static readonly string Script = Repository.PathOf("tests", "EndToEnd.Tests", "clients", "registration.mjs");

    [Fact]
    public async Task Foreign_clients_discover_register_get_a_token_and_manage_their_registration()
    {
        var missing = await NodePackages.WhyMissingAsync();
        Skipped.When(missing is not null, missing ?? "");
        using var folder = new TemporaryFolder();
        await using var host = await ServerProcess.StartAsync("--data", folder.PathOf("tollgate.db"));
        var issuer = $"{host.Address}acme";
        var tokens = await PrepareAsync(folder.PathOf("tollgate.db"), issuer);

        var steps = await NodeScript.RunAsync(Script, [issuer, .. tokens]);

        Assert.Equal(7, steps.Count);
        var (client, claims) = (steps[0].GetProperty("client"), steps[0].GetProperty("claims"));
        var id = client.GetProperty("client_id").GetString();
        Assert.Equal($"{issuer}/oauth2/register?client_id={id}", client.GetProperty("registration_client_uri").GetString());
        Assert.Equal((issuer, id, "notes.read"),
            (claims.GetProperty("iss").GetString(), claims.GetProperty("sub").GetString(), claims.GetProperty("scope").GetString()));
        Assert.Equal("invalid_token", steps[1].GetProperty("again").GetString());
        Assert.Equal("notes.read", steps[2].GetProperty("scope").GetString());
        Assert.Equal([200, 200, 204, 401], steps.Skip(3).Select(step => step.GetProperty("status").GetInt32()));
        Assert.Equal("Registered by itself", steps[3].GetProperty("body").GetProperty("client_name").GetString());
        Assert.Equal("Renamed", steps[4].GetProperty("body").GetProperty("client_name").GetString());
    }

    /// <summary>Does the operator's part: adds a workspace that registers clients, and two initial access tokens.</summary>
    private static async Task<string[]> PrepareAsync(string file, string issuer)
    {
        var tables = TestTables.Open(file);
        using var _ = tables as IDisposable;
        await new WorkspaceTable(tables).AddAsync(
            new Workspace("acme", new Uri(issuer))
            {
                Registration = RegistrationPolicy.InitialAccessToken,
                Resources = [new Resource("Notes", "https://notes.example") { Scopes = ScopeSet.Of("notes.read") }],
            },
            default);
        var randomness = new Randomness();
        var expired = new ExpiredRows(TimeProvider.System, NullLogger<ExpiredRows>.Instance);
        var expiresAt = DateTimeOffset.UtcNow.AddHours(1);
        var tokens = Enumerable.Range(0, 2).Select(_ => Handle.New(ExpiringId.New(expiresAt, randomness), randomness)).ToList();
        foreach (var token in tokens)
            await new RegistrationTokenTable(tables, expired, TimeProvider.System, randomness).AddAsync("acme", token, expiresAt, default);
        return [.. tokens.Select(token => token.Text)];
    }
}
