namespace Azure.Data.Tables.Wire;

/// <summary>The account, key and endpoint that a storage connection string names.</summary>
internal sealed record ConnectionString(string AccountName, string AccountKey, Uri Endpoint)
{
    private const string EmulatorAccount = "devstoreaccount1";

    // Published with the emulator for everybody's use; it protects nothing.
    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    internal static ConnectionString Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, "connectionString");
        var settings = Settings(text);
        if (settings.TryGetValue("UseDevelopmentStorage", out var emulator) && bool.TryParse(emulator, out var use) && use)
        {
            return Emulator(settings.GetValueOrDefault("DevelopmentStorageProxyUri", "http://127.0.0.1"));
        }

        var account = Required(settings, "AccountName");
        var endpoint = settings.TryGetValue("TableEndpoint", out var explicitEndpoint)
            ? explicitEndpoint
            : $"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table."
                + settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return new(account, Required(settings, "AccountKey"), new Uri(endpoint));
    }

    private static ConnectionString Emulator(string host) =>
        new(EmulatorAccount, EmulatorKey, new Uri($"{host.TrimEnd('/')}:10002/{EmulatorAccount}"));

    private static Dictionary<string, string> Settings(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Keys end in "=" signs, so only the first one separates.
            var equals = part.IndexOf('=');
            if (equals <= 0 || !settings.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
            {
                throw new FormatException("The connection string must be made of distinct name=value settings.");
            }
        }

        return settings;
    }

    private static string Required(Dictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var value)
            ? value
            : throw new FormatException($"The connection string lacks {name}.");
}
