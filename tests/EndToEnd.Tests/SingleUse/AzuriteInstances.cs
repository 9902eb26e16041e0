using Azure.Data.Tables;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>Instances on Azurite.</summary>
public sealed class AzuriteInstances(AzuriteFixture azurite) : Instances
{
    private string? _account;

    /// <summary>Skips the running test if Azurite is missing.</summary>
    public void Require() => _ = azurite.Server;

    private string Account => _account ??= azurite.Server.NewAccount();

    protected override string Engine => "Azurite";

    protected override TableServiceClient OpenTables() => new(Account);

    protected override async Task<IReadOnlyList<string>?> ArgumentsAsync() =>
        await NodePackages.WhyMissingAsync() is null ? ["--tables", Account] : null;
}
