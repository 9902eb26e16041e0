using Azure.Data.Tables;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>Instances on Azurite.</summary>
public sealed class AzuriteInstances(AzuriteFixture azurite) : Instances
{
    /// <summary>Skips the running test where there is no Azurite.</summary>
    public void Require() => _ = azurite.Server;

    protected override string Engine => "Azurite";

    protected override TableServiceClient OpenTables() => new(azurite.Server.ConnectionString);

    protected override async Task<IReadOnlyList<string>?> ArgumentsAsync() =>
        await NodePackages.WhyMissingAsync() is null ? ["--tables", azurite.Server.ConnectionString] : null;
}
