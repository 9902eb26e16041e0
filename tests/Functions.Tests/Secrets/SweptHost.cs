using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>A server with its own Azurite that logs everything that can be logged. Every client sends its requests through the watch.</summary>
internal abstract class SweptHost : IAsyncDisposable
{
    public const string Registering = "registering";

    private readonly Randomness _randomness = new();

    protected SweptHost(AzuriteServer azurite)
    {
        Azurite = azurite;
        Tables = new TableServiceClient(azurite.ConnectionString);
        Proxy = FaultProxy.Before(azurite);
    }

    public SecretWatch Watch { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The proxy between the server and its tables.</summary>
    public FaultProxy Proxy { get; }

    public abstract Uri Address { get; }

    /// <summary>The identity provider whose tokens demo-service may exchange.</summary>
    public abstract ExternalIdentityProvider Provider { get; }

    public abstract IReadOnlyList<string> LogLines { get; }

    protected AzuriteServer Azurite { get; }

    protected TableServiceClient Tables { get; }

    /// <summary>Opens a new browser whose requests go through the watch.</summary>
    public ScriptlessBrowser Browser() => new(Address, Watch);

    /// <summary>Invites an operator who must choose a password, and returns the ticket.</summary>
    public async Task<string> InviteAsync(string username)
    {
        var user = new User(_randomness.Id(), username) { IsOperator = true };
        await new UserTable(Tables).AddAsync(Workspace.DefaultName, user, new FrameworkPasswordHasher().Hash(_randomness.Secret()), default);
        var (ticket, expiresAt) = NewHandle();
        await new InvitationTable(Tables, Expired(), TimeProvider.System, _randomness)
            .AddAsync(Workspace.DefaultName, ticket, new Invitation(user.Subject, username, expiresAt), default);
        return ticket.Text;
    }

    public async Task<string> NewRegistrationTokenAsync()
    {
        var (token, expiresAt) = NewHandle();
        await new RegistrationTokenTable(Tables, Expired(), TimeProvider.System, _randomness).AddAsync(Registering, token, expiresAt, default);
        return token.Text;
    }

    /// <summary>Every value of every row of every table, with its location.</summary>
    public async Task<IReadOnlyList<(string Place, object Value)>> RowsAsync()
    {
        var values = new List<(string, object)>();
        foreach (var name in TableNames.All)
            await foreach (var row in Tables.GetTableClient(name).QueryAsync<TableEntity>())
                values.AddRange(row.Select(column => ($"{name} {row.PartitionKey} {row.RowKey} {column.Key}", column.Value)));
        return values;
    }

    /// <summary>Stores a value that must not be in the tables.</summary>
    public Task PlantAsync(string column, object value) =>
        Tables.GetTableClient(TableNames.Grants).UpsertEntityAsync(new TableEntity("planted", column) { [column] = value });

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Proxy.DisposeAsync();
        await Azurite.DisposeAsync();
        Watch.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Creates the HTTP client and a workspace. The server must be running.</summary>
    protected async Task OpenAsync()
    {
        Client = new HttpClient(Watch, disposeHandler: false) { BaseAddress = Address };
        await new WorkspaceTable(Tables).AddAsync(
            new Workspace(Registering, new Uri(Address, Registering)) { Registration = RegistrationPolicy.InitialAccessToken, Scopes = StandardScopes.All },
            default);
    }

    private static ExpiredRows Expired() => new(TimeProvider.System, NullLogger<ExpiredRows>.Instance);

    private (Handle Handle, DateTimeOffset ExpiresAt) NewHandle()
    {
        var expiresAt = TimeProvider.System.GetUtcNow().AddHours(1);
        return (Handle.New(ExpiringId.New(expiresAt, _randomness), _randomness), expiresAt);
    }
}
