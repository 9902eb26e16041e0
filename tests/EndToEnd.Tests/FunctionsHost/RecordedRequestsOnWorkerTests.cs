using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>Compares LocalHost with the published app in the played host.</summary>
public sealed class RecordedRequestsOnWorkerTests(RecordedRequestsOnWorkerTests.Pair pair)
    : RecordedRequestsContract(pair), IClassFixture<RecordedRequestsOnWorkerTests.Pair>
{
    protected override IReadOnlyList<KnownDifference> Known => KnownDifferences.OfFunctionsHost;

    protected override void Require() => pair.Require();

    public sealed class Pair(AzuriteFixture azurite) : RecordedPair
    {
        private WorkerProcess? _worker;

        public void Require() => _ = azurite.Server;

        public override async ValueTask DisposeAsync()
        {
            if (_worker is not null)
                await _worker.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override async Task<RecordedServer> StartOtherAsync()
        {
            var tables = azurite.Server.NewAccount();
            _worker = await WorkerProcess.StartAsync("--tables", tables);
            return await RecordedScene.PrepareAsync(_worker.Address, _worker.Address, tables);
        }
    }
}
