using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.SingleUse;

[RunsOnWorker]
public sealed class SingleUseOnAzuriteTests(AzuriteInstances instances) : SingleUseContract(instances), IClassFixture<AzuriteInstances>
{
    private readonly AzuriteInstances _instances = instances;

    protected override void Require() => _instances.Require();
}
