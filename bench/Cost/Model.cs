using Tollgate.Domain.Keys;

namespace Tollgate.Cost;

/// <summary>The price in dollars of a million runs of a step, for each part of the bill.</summary>
internal sealed class Model(PriceList prices)
{
    private const double Million = 1_000_000;

    /// <summary>A deployment signs with ES256 and RS256.</summary>
    private const int Algorithms = 2;

    public double Executions(Step step) => step.Requests * prices.ExecutionsPerMillion.Value;

    public double Compute(Step step, double gigabytes, Use use) =>
        step.Requests * Million / use.PerSecond * prices.MinimumPeriodSeconds.Value * gigabytes * prices.ExecutionGbSecond.Value;

    public double Tables(Step step) => step.Tables * Million / 10_000 * prices.TableTransactions.Value;

    /// <summary>Vault mode: each signature is one operation. ID tokens have RS256 signatures, which cost less than ES256 signatures.</summary>
    /// <param name="isEllipticCurve">Whether the access tokens are signed with ES256.</param>
    public double VaultSignatures(Step step, bool isEllipticCurve)
    {
        var dear = isEllipticCurve ? step.Signatures - step.IdTokens : 0;
        return ((dear * prices.VaultAdvanced.Value) + ((step.Signatures - dear) * prices.VaultOperation.Value)) * Million / 10_000;
    }

    /// <summary>
    /// Wrapped mode, for a month: each start of an instance unwraps one key for each algorithm. Keys rotate once a month, and each next key
    /// counts as one more unwrap.
    /// </summary>
    public double VaultUnwraps(double startsPerMonth) => Algorithms * (startsPerMonth + 1) / 10_000 * prices.VaultOperation.Value;

    /// <summary>Vault mode: an instance that runs for the whole month reads the versions of a key at a fixed interval.</summary>
    public double VaultLists(bool isEllipticCurve) =>
        TimeSpan.FromDays(30) / new KeySchedule().Refresh / 10_000 * (isEllipticCurve ? prices.VaultAdvanced : prices.VaultOperation).Value;

    public double Total(Step step, double gigabytes, Use use, double vault) => Executions(step) + Compute(step, gigabytes, use) + Tables(step) + vault;

    /// <summary>The largest amount by which the monthly free grant reduces the bill.</summary>
    public double FreeGrant() =>
        (prices.FreeGbSeconds.Value * prices.ExecutionGbSecond.Value) + (prices.FreeExecutions.Value / Million * prices.ExecutionsPerMillion.Value);

    public double Telemetry(double itemsPerRequest, double kilobytes, double sampled) =>
        Million * itemsPerRequest * kilobytes / (1024 * 1024) * sampled * prices.TelemetryGb.Value;
}
