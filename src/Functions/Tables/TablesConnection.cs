using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Connects to the table service. A stalled request is given up soon and sent again, because a caller waits for it. Every request may
/// safely be sent twice. <see cref="Http.EndpointRunner"/> bounds all tries of a request together.
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
            : throw new SetupException("Neither Tables__ServiceUri nor Tables__ConnectionString is set.");
    }

    /// <summary>The reason when the table service did not answer at start. Null when it answered.</summary>
    public static SetupException? Unreachable(TollgateSettings settings, Exception exception)
    {
        if (!IsSilence(exception))
            return null;
        if (settings.TablesConnectionString is { } connectionString && TableEmulator.AddressOf(connectionString) is { Authority: var place })
            return new($"Azurite does not answer at {place}: start it first (npx azurite --inMemoryPersistence).", exception);
        var setting = settings.TablesConnectionString is null ? "Tables__ServiceUri" : "Tables__ConnectionString";
        return new($"The table service cannot be reached: check the setting {setting} and the network.", exception);
    }

    private static bool IsSilence(Exception exception) => exception switch
    {
        // The pipeline throws one exception for all tries.
        AggregateException { InnerExceptions: var all } => all.All(IsSilence),
        // The try took longer than the pipeline waits.
        OperationCanceledException => true,
        _ => exception is RequestFailedException { Status: 0 },
    };
}
