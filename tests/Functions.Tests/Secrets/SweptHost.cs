using System.Security.Cryptography;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Tollgate.Domain;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.Functions.Tests.Http;
using Tollgate.Functions.Tests.Signing;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>
/// LocalHost on an Azurite of its own, its signing keys wrapped by a vault, logging all that can be logged, traced by all that
/// can trace; and the watch that everybody who talks to it goes through.
/// </summary>
internal sealed class SweptHost : IAsyncDisposable
{
    public const string Registering = "registering";

    private readonly TemporaryFolder _keys = new();
    private readonly Randomness _randomness = new();
    private readonly AzuriteServer _azurite;
    private readonly TableServiceClient _tables;
    private readonly WrappedScene _signing;

    private SweptHost(AzuriteServer azurite, TableServiceClient tables, WrappedScene signing) => (_azurite, _tables, _signing) = (azurite, tables, signing);

    public SecretWatch Watch { get; } = new();

    public RecordingLoggerProvider Log { get; } = new();

    public Traces Traces { get; } = new();

    public LocalHostServer Server { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public FaultProxy Proxy { get; private set; } = null!;

    public string KeysFolder => _keys.Path;

    public static async Task<SweptHost> StartAsync()
    {
        var azurite = await AzuriteServer.StartAsync();
        var tables = new TableServiceClient(azurite.ConnectionString);
        var host = new SweptHost(azurite, tables, await WrappedScene.StartAsync(tables)) { Proxy = FaultProxy.Before(azurite) };
        var options = new LocalHostOptions
        {
            Address = new Uri($"http://127.0.0.1:{FreePort.Take()}"),
            Keys = host.KeysFolder,
            LogLevel = LogLevel.Trace,
            TablesConnectionString = host.Proxy.Through(azurite),
        };
        host.Server = await LocalHostServer.StartAsync(options, services => services
            .AddSingleton<IKeyRings>(new OneKeyRing(host._signing.Instance("ES256", "RS256"))).AddSingleton<ILoggerProvider>(host.Log)
            // The test reads it; nobody wants to.
            .AddLogging(logging => logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.None)));
        host.Client = new HttpClient(host.Watch, disposeHandler: false) { BaseAddress = host.Server.Address };
        var usual = host.Server.Services.GetRequiredService<TollgateSettings>().UsualWorkspace(Registering);
        await new WorkspaceTable(tables).AddAsync(usual with { Registration = RegistrationPolicy.InitialAccessToken }, default);
        return host;
    }

    /// <summary>Somebody before a browser of their own.</summary>
    public Conversation Browser() => new(Server.Address, Watch);

    /// <summary>The ticket of an operator who is to choose a password.</summary>
    public async Task<string> InviteAsync(string username)
    {
        var user = new User(_randomness.Id(), username) { IsOperator = true };
        await new UserTable(_tables).AddAsync(Workspace.DefaultName, user, new FrameworkPasswordHasher().Hash(_randomness.Secret()), default);
        var (ticket, expiresAt) = NewHandle();
        await Server.Services.GetRequiredService<InvitationTable>()
            .AddAsync(Workspace.DefaultName, ticket, new Invitation(user.Subject, username, expiresAt), default);
        return ticket.Text;
    }

    public async Task<string> NewRegistrationTokenAsync()
    {
        var (token, expiresAt) = NewHandle();
        await Server.Services.GetRequiredService<RegistrationTokenTable>().AddAsync(Registering, token, expiresAt, default);
        return token.Text;
    }

    /// <summary>The private halves of the keys that have signed, as a whole and their secret numbers.</summary>
    public async Task<IReadOnlyList<Needle>> PrivateKeysAsync()
    {
        var needles = new List<Needle>();
        foreach (var row in await _signing.RowsAsync())
        {
            var plain = await _signing.Envelope().OpenAsync(row, default);
            needles.Add(Needle.Of($"private key {row.Algorithm}", plain));
            needles.AddRange(SecretsOf(row.Algorithm, plain).Select(number => Needle.Of($"number of the private key {row.Algorithm}", number)));
        }

        return needles;
    }

    /// <summary>Every value of every row of every table, by where it lies.</summary>
    public async Task<IReadOnlyList<(string Place, object Value)>> RowsAsync()
    {
        var values = new List<(string, object)>();
        foreach (var name in TableNames.All)
            await foreach (var row in _tables.GetTableClient(name).QueryAsync<TableEntity>())
                values.AddRange(row.Select(column => ($"{name} {row.PartitionKey} {row.RowKey} {column.Key}", column.Value)));
        return values;
    }

    /// <summary>Leaves something in the tables that should not be there.</summary>
    public Task PlantAsync(string column, object value) =>
        _tables.GetTableClient(TableNames.Grants).UpsertEntityAsync(new TableEntity("planted", column) { [column] = value });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        await Proxy.DisposeAsync();
        await _signing.DisposeAsync();
        await _azurite.DisposeAsync();
        Traces.Dispose();
        Watch.Dispose();
        _keys.Dispose();
    }

    private (Handle Handle, DateTimeOffset ExpiresAt) NewHandle()
    {
        var expiresAt = DateTimeOffset.UtcNow.AddHours(1);
        return (Handle.New(ExpiringId.New(expiresAt, _randomness), _randomness), expiresAt);
    }

    private static IEnumerable<byte[]> SecretsOf(string algorithm, byte[] plain)
    {
        if (!SigningAlgorithms.IsRsa(algorithm))
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(plain, out _);
            return [ecdsa.ExportParameters(true).D!];
        }

        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(plain, out _);
        var numbers = rsa.ExportParameters(true);
        return [numbers.D!, numbers.P!, numbers.Q!];
    }
}
