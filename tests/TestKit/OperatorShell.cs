using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Handles;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Sealing;
using Tollgate.Functions.Tables;
using Tollgate.Operator;
using Tollgate.TestKit.KeyVault;
using Xunit;

namespace Tollgate.TestKit;

/// <summary>Runs the operator commands as a shell does. By default they use a file that is deleted after the test.</summary>
public sealed class OperatorShell : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OperatorShell() => (File, Where) = (_folder.PathOf("tables.db"), _folder.PathOf("tables.db"));

    public string File { get; }

    /// <summary>The location of the tables in the environment.</summary>
    public string? Where { get; set; }

    /// <summary>The issuer of the deployment in the environment.</summary>
    public string? Issuer { get; set; }

    /// <summary>The vault of the deployment. If it is set, the environment names it.</summary>
    public KeyVaultServer? Vault { get; set; }

    public MemoryRoleAssignments Roles { get; } = new();

    /// <summary>Further variables of the environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string Folder => _folder.Path;

    public FakeTimeProvider Clock { get; } = TestClock.New();

    public TimeProvider? RealTime { get; set; }

    /// <summary>The signed-in account of Azure. Null if no user is signed in.</summary>
    public string? AzureUser { get; set; }

    /// <summary>The account on this machine.</summary>
    public string? SystemUser { get; set; }

    /// <summary>The width of the terminal. Null if the output is piped.</summary>
    public int? Width { get; set; }

    public Randomness Randomness { get; set; } = new();

    /// <summary>The lines that the user types without echo, in order. If null, no user is at the terminal.</summary>
    public Queue<string?>? HiddenLines { get; set; }

    public async Task<OperatorAnswer> RunAsync(params string[] arguments) => await TypeAsync("", arguments);

    /// <summary>Runs a command while a user types at the terminal.</summary>
    public async Task<OperatorAnswer> TypeAsync(string typed, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings(
            RealTime ?? Clock, Randomness, new StringReader(typed), Variable)
        {
            OpenRoot = address => VaultRootSecret.Open(address, Vault!.Credential, TimeProvider.System, options =>
            {
                options.Transport = Vault.Transport;
                options.Retry.MaxRetries = 0;
                // The long timeout keeps a slow test machine from looking like an outage.
                options.Retry.NetworkTimeout = TimeSpan.FromMinutes(2);
            }),
            RoleAssignments = Roles,
            AzureUser = _ => Task.FromResult(AzureUser),
            SystemUser = SystemUser,
            TerminalWidth = Width,
            ReadHiddenLine = HiddenLines is null ? null : HiddenLines.Dequeue,
        };
        var exitCode = await OperatorCommandLine.RunAsync(arguments, surroundings, output, error);
        return new OperatorAnswer(exitCode, output.ToString(), error.ToString());
    }

    private string? Variable(string name) => name switch
    {
        "TOLLGATE_TABLES" => Where,
        "TOLLGATE_ISSUER" => Issuer,
        "AZURE_KEY_VAULT_ENDPOINT" => Vault?.Uri.ToString(),
        _ => Environment.GetValueOrDefault(name),
    };

    /// <summary>Runs a command that must succeed, and parses its JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var answer = await RunAsync([.. arguments, "--output", "json"]);
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Empty(answer.Error);
        return JsonElement.Parse(answer.Output);
    }

    /// <summary>Runs a command that must be refused. The error message must contain the reason.</summary>
    public async Task RefusedAsync(int exitCode, string reason, params string[] arguments)
    {
        var answer = await RunAsync(arguments);
        Assert.Equal(exitCode, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
    }

    /// <summary>Every value of every row in the file.</summary>
    /// <param name="withRecords">Whether to include the audit records and their copies.</param>
    public async Task<string> StoredAsync(bool withRecords = true)
    {
        var tables = TableEngine.File(File, Clock);
        using (tables as IDisposable)
        {
            var text = new StringWriter();
            foreach (var name in TableNames.All)
                await foreach (var row in tables.GetTableClient(name).QueryAsync<TableEntity>()
                    .Where(row => withRecords || (name != TableNames.Audit && !row.RowKey.StartsWith("audit|", StringComparison.Ordinal))))
                    foreach (var (column, value) in row)
                        await text.WriteLineAsync($"{column}={value}");
            return text.ToString();
        }
    }

    public void Dispose() => _folder.Dispose();
}
