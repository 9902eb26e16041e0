using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>Compares LocalHost with the real host, if the PATH has one.</summary>
public sealed class RecordedRequestsOnCoreToolsTests(RecordedRequestsOnCoreToolsTests.Pair pair)
    : RecordedRequestsContract(pair), IClassFixture<RecordedRequestsOnCoreToolsTests.Pair>
{
    protected override IReadOnlyList<KnownDifference> Known => KnownDifferences.OfFunctionsHost;

    protected override void Require() => pair.Require();

    public sealed class Pair(AzuriteFixture azurite) : RecordedPair
    {
        private readonly TemporaryFolder _keys = new();
        private CoreTools? _host;
        private string? _missing;

        public void Require()
        {
            _ = azurite.Server;
            Skipped.When(_missing is not null, _missing ?? "");
        }

        public override async ValueTask InitializeAsync() => _missing = await CoreTools.WhyMissingAsync();

        public override async ValueTask DisposeAsync()
        {
            if (_host is not null)
                await _host.DisposeAsync();
            await base.DisposeAsync();
            _keys.Dispose();
        }

        protected override async Task<RecordedServer> StartOtherAsync()
        {
            var tables = azurite.Server.NewAccount();
            _host = await CoreTools.StartAsync(new Dictionary<string, string>
            {
                ["Tables__ConnectionString"] = tables,
                ["Signing__Mode"] = "local",
                ["Signing__LocalKeys"] = _keys.Path,
                ["Demo"] = "true",
            });
            return await RecordedScene.PrepareAsync(_host.Address, _host.Address, tables);
        }
    }
}
