namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>Compares two LocalHosts. Their statuses are as recorded, and the normalization removes all differences between them.</summary>
public sealed class RecordedRequestsOnLocalHostTests(TwoLocalHosts pair) : RecordedRequestsContract(pair), IClassFixture<TwoLocalHosts>
{
    protected override IReadOnlyList<KnownDifference> Known => [];

    protected override int StatusOf(RecordedCall call) => call.OnLocalHost ?? call.Status;
}
