namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>LocalHost against itself: what is recorded holds there too, and the comparison overlooks enough.</summary>
public sealed class RecordedRequestsOnLocalHostTests(TwoLocalHosts pair) : RecordedRequestsContract(pair), IClassFixture<TwoLocalHosts>
{
    protected override IReadOnlyList<KnownDifference> Known => [];

    protected override int StatusOf(RecordedCall call) => call.OnLocalHost ?? call.Status;
}
