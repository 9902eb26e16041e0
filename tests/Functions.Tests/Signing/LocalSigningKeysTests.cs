using System.Security.Cryptography;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>Local mode has one key file for each algorithm. The file is created once, shared, private, and checked when it is read.</summary>
public sealed class LocalSigningKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task A_token_verifies_with_the_published_key(string algorithm)
    {
        var keys = Keys(algorithm);
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync(algorithm)));
    }

    [Fact]
    public async Task All_algorithms_are_published_in_their_order()
    {
        var published = await Keys("PS256", "ES256", "RS256").JsonWebKeysAsync();
        Assert.Equal(["PS256", "ES256", "RS256"], published.Select(key => key.GetProperty("alg").GetString()));
        Assert.Equal(3, published.Select(key => key.GetProperty("kid").GetString()).Distinct().Count());
        Assert.All(published, key => Assert.Equal("sig", key.GetProperty("use").GetString()));
        Assert.All(published, key => Assert.False(key.TryGetProperty("d", out _)));
    }

    [Fact]
    public async Task Two_instances_share_the_key_of_a_folder()
    {
        var (first, second) = (Keys("ES256"), Keys("ES256"));
        Assert.Equal(await first.CurrentIdAsync(), await second.CurrentIdAsync());
        Assert.True(await second.VerifiesAsync(await first.TokenAsync()));
    }

    [Theory]
    [InlineData("ES256", 50)]
    [InlineData("RS256", 1)]
    public async Task Instances_that_start_together_arrive_at_one_key_and_leave_no_drafts(string algorithm, int rounds)
    {
        // Two instances must meet within microseconds, so one round proves little.
        for (var round = 0; round < rounds; round++)
        {
            var folder = _folder.PathOf($"{round}");
            using var start = new Barrier(8);
            var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return new LocalSigningKeys(folder, [algorithm]).CurrentIdAsync(algorithm);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()));

            Assert.Single(ids.Distinct());
            Assert.Single(Directory.GetFiles(folder), file => File.ReadAllText(file).Contains("PRIVATE KEY", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Parallel_callers_of_one_instance_get_one_key()
    {
        var keys = Keys("ES256");
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => keys.CurrentIdAsync())));
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Parallel_signatures_all_verify()
    {
        var keys = Keys("ES256");
        var tokens = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => keys.TokenAsync())));
        foreach (var token in tokens)
            Assert.True(await keys.VerifiesAsync(token));
    }

    [Fact]
    public async Task The_file_is_made_once_and_left_alone()
    {
        var id = await Keys("ES256").CurrentIdAsync();
        var made = File.ReadAllText(FileOf("ES256"));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", made, StringComparison.Ordinal);
        Assert.Equal(id, await Keys("ES256").CurrentIdAsync());
        Assert.Equal(made, File.ReadAllText(FileOf("ES256")));
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_file()
    {
        await Keys("ES256").CurrentIdAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(FileOf("ES256")));
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_made_for_its_owner_alone()
    {
        var folder = _folder.PathOf("made");
        await new LocalSigningKeys(folder, ["ES256"]).CurrentIdAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, ModeOf(folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    public async Task A_broken_file_is_a_fault_that_names_it(string content)
    {
        File.WriteAllText(FileOf("ES256"), content);
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => Keys("ES256").CurrentIdAsync());
        Assert.Contains("signing-es256.pem", fault.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(FileOf("ES256")));
    }

    [Fact]
    public async Task A_key_of_another_kind_is_a_fault()
    {
        using var rsa = RSA.Create(2048);
        File.WriteAllText(FileOf("ES256"), rsa.ExportPkcs8PrivateKeyPem());
        await Assert.ThrowsAnyAsync<Exception>(() => Keys("ES256").CurrentIdAsync());
    }

    [Fact]
    public async Task A_key_on_another_curve_than_P_256_is_a_fault()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(FileOf("ES256"), key.ExportPkcs8PrivateKeyPem());
        await Assert.ThrowsAnyAsync<Exception>(() => Keys("ES256").CurrentIdAsync());
    }

    [Fact]
    public async Task An_algorithm_that_the_deployment_does_not_sign_with_is_a_fault()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Keys("ES256").CurrentIdAsync("RS256"));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows()
        ? throw Xunit.Sdk.SkipException.ForSkip("Windows has no Unix file modes.")
        : File.GetUnixFileMode(path);

    private LocalSigningKeys Keys(params string[] algorithms) => new(_folder.Path, algorithms);

    private string FileOf(string algorithm) => _folder.PathOf($"signing-{algorithm.ToLowerInvariant()}.pem");
}
