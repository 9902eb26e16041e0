using Azure.Data.Tables;
using Tollgate.EmbeddedTables;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>Instances on one file of the embedded engine.</summary>
public sealed class EmbeddedInstances : Instances
{
    private readonly TemporaryFolder _folder = new();

    protected override string Engine => "the embedded engine";

    private string File => _folder.PathOf("tollgate.db");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override TableServiceClient OpenTables() => TableEngine.File(File, TimeProvider.System);

    protected override Task<IReadOnlyList<string>?> ArgumentsAsync() => Task.FromResult<IReadOnlyList<string>?>(["--data", File]);
}
