namespace Tollgate.SideBySide.Servers;

/// <summary>The servers that the benchmark compares.</summary>
internal static class Candidates
{
    public const string TollgateName = "Tollgate";
    public const string OidcProviderName = "oidc-provider";
    public const string FloorName = "floor";
    public const string TollgateReadyToRunName = "Tollgate, ReadyToRun";
    public const string TollgateCompositeName = "Tollgate, self-contained, composite";
    public const string FloorReadyToRunName = "floor, ReadyToRun";

    /// <summary>Settings of the runtime's compiler for comparison. Their figures decided the settings of src/Functions and src/LocalHost.</summary>
    public static IReadOnlyList<(string Name, string Value)> RuntimeSettings { get; } =
        [("TieredPGO", "1"), ("TieredCompilation", "0"), ("TC_CallCountingDelayMs", "100")];

    public static Candidate Tollgate { get; } = TollgateAt(Places.LocalHost, TollgateName);

    public static Candidate OidcProvider { get; } = new(OidcProviderName)
    {
        Command = ["node", Path.Combine(Places.OidcProvider, "server.mjs"), "{port}", BenchKey.JwksFile],
        Environment = new Dictionary<string, string> { ["NODE_ENV"] = "production" },
        TokenPath = "/token",
        JwksPath = "/jwks",
        // The peer cannot introspect its JWT access tokens, so the benchmark introspects an opaque one.
        Full = new("/auth", "/token/introspection", "/.well-known/openid-configuration", "&resource=http%3A%2F%2F127.0.0.1%3A{port}%2Fopaque"),
    };

    public static Candidate Floor { get; } = FloorAt(Places.Floor, FloorName);

    public static IReadOnlyList<Candidate> All { get; } = [Tollgate, OidcProvider, Floor];

    public static Candidate TollgateAt(string program, string name) => new(name)
    {
        Command =
        [
            .. program.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program] : new[] { program },
            "--urls", "http://127.0.0.1:{port}", "--log", "Warning", "--keys", Path.Combine(Places.Scratch, "keys"),
        ],
        TokenPath = "/token/",
        JwksPath = "/.well-known/jwks.json",
        Full = new("/authorize/", "/introspect/", "/.well-known/openid-configuration"),
    };

    public static Candidate FloorAt(string dll, string name) => new(name)
    {
        Command = ["dotnet", dll, "http://127.0.0.1:{port}"],
        TokenPath = "/token",
        JwksPath = "/jwks",
    };

    /// <summary>Tollgate with a client that has a key and no secret.</summary>
    /// <param name="connectionString">The connection string of external tables. If it is empty, the tables are in memory.</param>
    public static Candidate Keyed(string name, string connectionString = "") =>
        Grown(new Filling(Path.Combine(Places.Scratch, "none.txt"), 0, 0, 0, connectionString)) with { Name = name };

    /// <summary>Tollgate with tables that are filled before it listens.</summary>
    public static Candidate Grown(Filling filling) => Tollgate with
    {
        Name = FormattableString.Invariant($"{filling.Grants:N0} rows"),
        Command =
        [
            // The child process uses the runtime settings of LocalHost.
            "dotnet", "exec", "--runtimeconfig", Path.ChangeExtension(Places.LocalHost, ".runtimeconfig.json"), Places.SideBySide, "serve",
            "http://127.0.0.1:{port}", Path.Combine(Places.Scratch, "keys"), .. filling.Arguments,
        ],
        Patience = TimeSpan.FromMinutes(20),
    };
}
