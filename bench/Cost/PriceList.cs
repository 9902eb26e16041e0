using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Cost;

/// <summary>The content of prices.json: every price with its unit and source.</summary>
internal sealed record PriceList(
    string Currency,
    string Date,
    Price ExecutionGbSecond,
    Price ExecutionsPerMillion,
    Price FreeGbSeconds,
    Price FreeExecutions,
    Price MinimumPeriodSeconds,
    [property: JsonPropertyName("table_transactions_per_10000")] Price TableTransactions,
    Price TableGbMonth,
    [property: JsonPropertyName("vault_advanced_per_10000")] Price VaultAdvanced,
    [property: JsonPropertyName("vault_operation_per_10000")] Price VaultOperation,
    Price TelemetryGb,
    IReadOnlyList<Alternative> Others)
{
    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static PriceList Read() => Read<PriceList>("prices.json");

    public static T Read<T>(string file) => JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, file)), Snake)!;
}
