namespace Tollgate.EndToEnd.Tests.SingleUse;

public sealed class SingleUseOnEmbeddedEngineTests(EmbeddedInstances instances) : SingleUseContract(instances), IClassFixture<EmbeddedInstances>;
