using Tollgate.Domain.Handles;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Sealing;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Sealing;

/// <summary>In local mode the sealing root is a file beside the signing keys. It is created once, shared and private.</summary>
public sealed class LocalSealingRootsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_of_keys_without_a_root_gets_one_and_its_keys_stay()
    {
        var kid = await new LocalSigningKeys(_folder.Path, ["ES256"]).CurrentIdAsync();
        var key = File.ReadAllText(_folder.PathOf("signing-es256.pem"));

        var root = await RootAsync();

        Assert.Equal(root.Number, (await RootAsync()).Number);
        Assert.Equal(key, File.ReadAllText(_folder.PathOf("signing-es256.pem")));
        Assert.Equal(kid, await new LocalSigningKeys(_folder.Path, ["ES256"]).CurrentIdAsync());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.PathOf(LocalSealingRoots.FileName)));
    }

    [Fact]
    public async Task Instances_that_start_together_arrive_at_one_root()
    {
        for (var round = 0; round < 50; round++)
        {
            var folder = _folder.PathOf($"{round}");
            using var start = new Barrier(8);
            var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return RootAsync(folder);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()));

            Assert.Single(numbers.Select(root => root.Number).Distinct());
            Assert.Single(Directory.GetFiles(folder));
        }
    }

    [Fact]
    public async Task Two_folders_have_two_roots()
    {
        Assert.NotEqual((await RootAsync(_folder.PathOf("a"))).Number, (await RootAsync(_folder.PathOf("b"))).Number);
        Assert.Null(await new LocalSealingRoots(_folder.PathOf("a"), new Randomness()).FindAsync((await RootAsync(_folder.PathOf("b"))).Number, default));
    }

    [Fact]
    public async Task A_broken_file_is_a_fault_that_names_it_and_stays()
    {
        File.WriteAllText(_folder.PathOf(LocalSealingRoots.FileName), "not a root");
        Assert.Contains(LocalSealingRoots.FileName, (await Assert.ThrowsAsync<InvalidOperationException>(() => RootAsync())).Message);
        Assert.Equal("not a root", File.ReadAllText(_folder.PathOf(LocalSealingRoots.FileName)));
    }

    private Task<SealingRoot> RootAsync(string? folder = null) =>
        Task.Run(() => new LocalSealingRoots(folder ?? _folder.Path, new Randomness()).NewestAsync(default).AsTask());
}
