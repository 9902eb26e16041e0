namespace Tollgate.Functions.Tables;

/// <summary>Recognises Azurite by its connection string.</summary>
public static class TableEmulator
{
    private const string Endpoint = "TableEndpoint=";

    /// <summary>The address of Azurite. Null for the connection string of an account in Azure.</summary>
    public static Uri? AddressOf(string connectionString)
    {
        foreach (var part in connectionString.Split(';', StringSplitOptions.TrimEntries))
            if (part.Equals("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase))
                return new Uri("http://127.0.0.1:10002");
            else if (part.StartsWith(Endpoint, StringComparison.OrdinalIgnoreCase)
                && Uri.TryCreate(part[Endpoint.Length..], UriKind.Absolute, out var address) && address.IsLoopback)
                return address;
        return null;
    }
}
