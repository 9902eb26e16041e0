namespace Tollgate.RowMaker.Scenes;

/// <summary>Workspaces besides the default one: one that registers clients openly, two with their own keys, and one with every setting.</summary>
internal static class WorkspaceScene
{
    public const string Acme = "acme";
    public const string Keyed = "keyed";
    public const string Varied = "varied";

    /// <summary>The keys of this workspace have no rows, because the vault holds them.</summary>
    public const string Vaulted = "vaulted";

    public static async Task RunAsync(Stage stage)
    {
        await stage.Operator.RunAsync(
            "workspace", "add", Acme, "--resource", "name=MCP;audience=https://mcp.example/mcp;scope=mcp.use",
            "--registration", "hosts", "--registration-host", "claude.ai");
        await stage.Operator.RunAsync("workspace", "add", Keyed, "--own-keys", "--registration", "token");
        await stage.Operator.RunAsync("workspace", "add", Vaulted, "--own-keys", "--signing-mode", "vault");
        await stage.Operator.RunAsync([
            "workspace", "add", Varied, "--display-name", "All that can be set", "--grant", "authorization_code", "--grant", "refresh_token",
            "--grant", "client_credentials", "--language", "fr", "--language", "en", "--own-keys", "--signing-mode", "wrapped",
            "--signing-algorithm", "RS256", "--application-requests", "off", "--registration", "hosts", "--registration-host", "app.example",
            "--registration-host", ".below.example", "--resource",
            "name=Stock;audience=https://stock.example;scope=stock.read stock.write;docs=https://stock.example/docs;graphql=https://stock.example/graphql",
            "--resource", "name=Prices;audience=urn:prices", .. Lifetimes,
        ]);
    }

    /// <summary>No lifetime has its default, because a row has no column for a default. A code lives long enough for a test to redeem it.</summary>
    private static string[] Lifetimes =>
    [
        "--access-token-lifetime", "20m", "--id-token-lifetime", "15m", "--code-lifetime", "10m", "--device-code-lifetime", "30m",
        "--refresh-sliding", "7d", "--refresh-absolute", "30d", "--refresh-grace", "1m", "--session-lifetime", "1d",
    ];
}
