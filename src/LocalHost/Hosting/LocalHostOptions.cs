using System.Net;
using System.Net.Sockets;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Settings;

namespace Tollgate.LocalHost.Hosting;

/// <summary>The command line of LocalHost. It also accepts the settings of the function app as options with the names of the settings.</summary>
public sealed record LocalHostOptions
{
    public const string Usage = """
        Runs the functions of Tollgate on this machine.

          --urls ADDRESS       where to listen (default http://127.0.0.1:7071; port 0 takes a free one). https has the developer
                               certificate: "dotnet dev-certs https --trust" makes one
          --certificate FILE   another certificate for https: a PEM file that holds the private key too
          --tables WHERE       "azurite", or the connection string of a storage account (default: in memory)
          --data FILE          keep the tables in this file; the operator command can use it at the same time
          --demo true|false    add the demo data (default true)
          --keys FOLDER        where the local signing keys lie (default .tollgate)
          --function-key KEY   the key that functions of level Function require
          --log LEVEL          Trace, Debug, Information, Warning, Error (default Information)
          --SETTING VALUE      any setting of local.settings.sample.json, such as --Signing:Algorithms ES256,RS256
          --help
        """;

    public Uri Address { get; init; } = new(DemoData.LocalHostAddress);

    /// <summary>A PEM file with a certificate and its private key. If null, https uses the developer certificate of the framework.</summary>
    public string? Certificate { get; init; }

    /// <summary>The connection string of the table service. If null, LocalHost uses the embedded engine.</summary>
    public string? TablesConnectionString { get; init; }

    /// <summary>The file of the embedded engine. If null, its tables are in memory.</summary>
    public string? DataFile { get; init; }

    public bool Demo { get; init; } = true;

    public string Keys { get; init; } = DemoData.LocalHostKeys;

    public string? FunctionKey { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public bool IsHttps => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>Returns null if the command line asks for help. Throws an <see cref="ArgumentException"/> that describes a mistake.</summary>
    public static LocalHostOptions? Read(IReadOnlyList<string> args)
    {
        var options = new LocalHostOptions();
        for (var i = 0; i < args.Count; i += 2)
        {
            if (args[i] is "--help" or "-h" or "-?")
                return null;
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Count)
                throw new ArgumentException($"{args[i]} is not an option with a value. --help lists the options.");
            options = options.With(args[i][2..], args[i + 1]);
        }

        if (options.TablesConnectionString is not null && options.DataFile is not null)
            throw new ArgumentException("--tables and --data exclude each other.");
        return options.Certificate is null || options.IsHttps ? options : throw new ArgumentException("--certificate needs an https address in --urls.");
    }

    private LocalHostOptions With(string name, string value) => name switch
    {
        "urls" => this with { Address = AddressOf(value) },
        "certificate" => this with { Certificate = value },
        "tables" => this with { TablesConnectionString = value == "azurite" ? "UseDevelopmentStorage=true" : value },
        "data" => this with { DataFile = value },
        "demo" => this with { Demo = bool.TryParse(value, out var demo) ? demo : throw new ArgumentException("--demo takes true or false.") },
        "keys" => this with { Keys = value },
        "function-key" => this with { FunctionKey = value },
        "log" => this with { LogLevel = Enum.TryParse<LogLevel>(value, true, out var level) ? level : throw new ArgumentException("--log takes a level.") },
        _ when SettingNames.All.Contains(name) => this with { Settings = new Dictionary<string, string?>(Settings) { [name] = value } },
        _ => throw new ArgumentException($"There is no option --{name}. --help lists the options."),
    };

    private static Uri AddressOf(string value)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.PathAndQuery != "/"
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException("--urls takes one http or https address, such as http://127.0.0.1:7071 or https://localhost:7072.");
        return address.Port == 0 ? new UriBuilder(address) { Port = FreePort() }.Uri : address;
    }

    /// <summary>Finds a free port. The issuer contains the port, and the server needs its issuer before it listens.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
