using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>
/// A server with what the plans of the OpenID conformance suite need: two clients that may leave out PKCE, and a user with a value for
/// each claim.
/// </summary>
public sealed class ConformanceHost : IAsyncLifetime
{
    public const string Secret = "demo-web-secret";
    public const string Username = "carol";

    private TestHost _host = null!;

    public LocalHostServer Server => _host.Server;

    public HttpClient Client => _host.Client;

    public FakeTimeProvider Clock => _host.Clock;

    public string Issuer => _host.Address.ToString().TrimEnd('/');

    public string ClientId { get; private set; } = "";

    /// <summary>The plan of one module uses two clients.</summary>
    public string SecondClientId { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(TestClock.New());
        (ClientId, SecondClientId) = (await NewClientAsync(), await NewClientAsync());
        var users = _host.Services.GetRequiredService<UserTable>();
        var hash = (await users.FindLoginAsync(Workspace.DefaultName, "alice", default))!.PasswordHash;
        var carol = new User("subject-of-carol", Username)
        {
            Name = "Carol Dodgson",
            GivenName = "Carol",
            FamilyName = "Dodgson",
            Email = "carol@example.com",
            IsEmailVerified = true,
            PhoneNumber = "+441865276492",
            Address = PostalAddress.Of("1 St Aldate's", "OX1 1DP", "Oxford", null, "GB"),
            UpdatedAt = Clock.GetUtcNow(),
        };
        await users.AddAsync(Workspace.DefaultName, carol, hash, default);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>A confidential client. The suite sends no code_challenge.</summary>
    public Task<string> NewClientAsync(Func<Client, Client>? change = null) => Server.NewClientAsync(
        demo =>
        {
            var client = demo with { RequiresPkce = false, Scope = StandardScopes.All };
            return change?.Invoke(client) ?? client;
        },
        like: "demo-web");
}
