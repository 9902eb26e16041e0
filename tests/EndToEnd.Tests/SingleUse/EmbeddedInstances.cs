using Azure.Data.Tables;
using Tollgate.LocalHost.Tables;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>Instances on one file of the embedded engine.</summary>
public sealed class EmbeddedInstances : Instances
{
    private readonly TemporaryFolder _folder = new();
    private TableServiceClient? _tables;

    private string File => _folder.PathOf("tollgate.db");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        (_tables as IDisposable)?.Dispose();
        _folder.Dispose();
    }

    protected override Task<IReadOnlyList<string>?> ArgumentsAsync() => Task.FromResult<IReadOnlyList<string>?>(["--data", File]);

    protected override TableServiceClient Tables() => _tables ??= EmbeddedTables.File(File, TimeProvider.System);
}
