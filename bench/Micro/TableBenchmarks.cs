using BenchmarkDotNet.Attributes;
using Tollgate.Domain.Grants;

namespace Tollgate.Micro;

/// <summary>Measures the two transactions of a refresh on the embedded tables, with the mapping of rows.</summary>
public class TableBenchmarks
{
    private readonly Scene _scene = new();
    private IGrantStore _grants = null!;
    private AuthorizationGrant _grant = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        _grants = _scene.Get<IGrantStore>();
        var (grant, _) = await _scene.AddGrantAsync();
        _grant = (await FindGrant())!;
        async ValueTask<AuthorizationGrant?> FindGrant() => await _grants.FindAsync(_scene.Workspace, grant.Id, CancellationToken.None);
    }

    [Benchmark]
    public ValueTask<AuthorizationGrant?> FindGrant() => _grants.FindAsync(_scene.Workspace, _grant.Id, CancellationToken.None);

    [Benchmark]
    public async Task UpdateGrant() =>
        _grant = _grant with { Version = await _grants.UpdateAsync(_scene.Workspace, _grant, CancellationToken.None) };
}
