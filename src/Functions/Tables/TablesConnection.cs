using Azure.Core;
using Azure.Data.Tables;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Tables;

/// <summary>
/// The way to the table service. A request that stalls is given up soon and sent again: each step survives being sent twice,
/// and somebody waits. All tries of a request together are bounded by <see cref="Http.EndpointRunner"/>.
/// </summary>
internal static class TablesConnection
{
    public static TableServiceClient Open(TollgateSettings settings, Func<TokenCredential> credential)
    {
        var options = new TableClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(100);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(2);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(2);
        if (settings.TablesConnectionString is { } connectionString)
            return new TableServiceClient(connectionString, options);
        return settings.TablesServiceUri is { } address
            ? new TableServiceClient(address, credential(), options)
            : throw new InvalidOperationException("Neither Tables__ServiceUri nor Tables__ConnectionString is set.");
    }
}
