using Azure.Data.Tables;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Tables;
using Tollgate.Operator.Vault;

namespace Tollgate.Operator.Tables;

/// <summary>The location of the tables, as an operator writes it.</summary>
internal abstract record TablesLocation(string Description)
{
    public const string Forms =
        "a file (the --data file of LocalHost), \"azurite\", a connection string, or the https address of a table service";

    private static readonly string[] ConnectionStringNames =
        ["UseDevelopmentStorage", "DefaultEndpointsProtocol", "AccountName", "AccountKey", "TableEndpoint", "EndpointSuffix", "SharedAccessSignature"];

    /// <summary>Whether the server runs on this machine. Then a loopback address means the same machine to the server and the operator.</summary>
    public abstract bool IsLocal { get; }

    /// <summary>The usual issuer of a server on these tables. Null if the location does not determine it.</summary>
    public virtual Uri? UsualIssuer => null;

    public abstract TableServiceClient Open(TimeProvider time);

    /// <summary>Makes the missing tables.</summary>
    public virtual async Task PrepareAsync(TableServiceClient tables, CancellationToken cancellationToken)
    {
        foreach (var name in TableNames.All)
            await tables.CreateTableIfNotExistsAsync(name, cancellationToken);
    }

    /// <summary>Throws a <see cref="FormatException"/> whose message is for the operator.</summary>
    public static TablesLocation Parse(string text) => text switch
    {
        _ when text.Equals("azurite", StringComparison.OrdinalIgnoreCase) => Account.Of("UseDevelopmentStorage=true", "Azurite"),
        _ when IsConnectionString(text) => Account.Of(text, "the storage account of the connection string"),
        _ when text.Contains("://", StringComparison.Ordinal) => new Service(AddressOf(text)),
        _ when text.Contains(".table.core.", StringComparison.OrdinalIgnoreCase) => throw new FormatException($"Write the address with https://: {text}"),
        _ when Directory.Exists(text) => throw new FormatException($"{text} is a folder, but the tables are in a file."),
        _ => new EmbeddedFile(Path.GetFullPath(text)),
    };

    private static bool IsConnectionString(string text) =>
        text.Split(';').Any(part => ConnectionStringNames.Contains(part.Split('=', 2) is [var name, _] ? name.Trim() : "", StringComparer.OrdinalIgnoreCase));

    private static Uri AddressOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            && address is { Query: "", Fragment: "", UserInfo: "" }
                ? address
                : throw new FormatException(
                    "The address of a table service begins with https:// and has no query; a shared access signature goes into a connection string.");

    /// <summary>The embedded engine's file. A running LocalHost may have it open at the same time.</summary>
    public sealed record EmbeddedFile(string Path) : TablesLocation($"the file {Path}")
    {
        public bool Exists => File.Exists(Path);

        public override bool IsLocal => true;

        public override Uri UsualIssuer => new(DemoData.LocalHostAddress);

        public override TableServiceClient Open(TimeProvider time) => TableEngine.File(Path, time);
    }

    /// <summary>An account whose key the operator holds. The description omits the key.</summary>
    public sealed record Account(TableServiceClient Client, string Description, bool IsEmulator) : TablesLocation(Description)
    {
        public override bool IsLocal => IsEmulator;

        public static Account Of(string connectionString, string description)
        {
            try
            {
                return new Account(new TableServiceClient(connectionString), description, TableEmulator.AddressOf(connectionString) is not null);
            }
            catch (Exception exception) when (exception is FormatException or InvalidOperationException or ArgumentException)
            {
                throw new FormatException($"The connection string cannot be read: {exception.Message}", exception);
            }
        }

        public override TableServiceClient Open(TimeProvider time) => Client;
    }

    /// <summary>A table service that the operator signs in to.</summary>
    public sealed record Service(Uri Address) : TablesLocation(Address.ToString())
    {
        public override bool IsLocal => false;

        public override TableServiceClient Open(TimeProvider time) => new(Address, AzureSignIn.Credential);

        /// <summary>In Azure the deployment makes the tables. An operator may lack the right to do so.</summary>
        public override Task PrepareAsync(TableServiceClient tables, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
