using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Events;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>Mocked vault clients with versions that a test creates and changes. The mock counts the requests.</summary>
internal sealed class MockedVault
{
    private readonly Mock<KeyClient> _client = new();
    private readonly List<MockedVersion> _versions = [];
    private int _lists;

    public MockedVault()
    {
        _client.Setup(c => c.GetPropertiesOfKeyVersionsAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string name, CancellationToken token) => new Listing(() => ListAsync(name, token)));
        _client.Setup(c => c.GetKeyAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string name, string version, CancellationToken _) => Response.FromValue(Find(name, version).Key, Mock.Of<Response>()));
        _client.Setup(c => c.GetCryptographyClient(It.IsAny<string>(), It.IsAny<string>()))
            .Returns((string name, string version) => ClientOf(Find(name, version)));
    }

    public FakeTimeProvider Time { get; } = TestClock.New();

    public KeySchedule Schedule { get; } = new();

    public RecordingLoggerProvider Log { get; } = new();

    /// <summary>Runs after the vault has read its list and before it answers.</summary>
    public Func<CancellationToken, Task> OnList { get; set; } = _ => Task.CompletedTask;

    public int Lists => Volatile.Read(ref _lists);

    public int Fetches => _client.Invocations.Count(call => call.Method.Name == nameof(KeyClient.GetKeyAsync));

    /// <summary>The time for which a version is still published after the creation of the next version.</summary>
    public TimeSpan Retirement => Schedule.Announcement + Schedule.Staleness + Schedule.TokenLifetime;

    /// <summary>Creates a version at the current time.</summary>
    public MockedVersion Add(string name = "signing-es256", ECCurve? curve = null)
    {
        // The names of later versions sort first, so the order of the list is not the order of creation.
        var version = new MockedVersion(name, $"v{99 - _versions.Count}", Time.GetUtcNow(), curve ?? ECCurve.NamedCurves.nistP256);
        _versions.Insert(0, version);
        return version;
    }

    public VaultSigningKeys Keys(params string[] algorithms)
    {
        var settings = new TollgateSettings
        {
            Issuer = new Uri("https://auth.example"),
            SigningMode = SigningMode.Vault,
            SigningAlgorithms = algorithms.Length > 0 ? algorithms : [SigningAlgorithms.ES256],
        };
        var logger = LoggerFactory.Create(logging => logging.AddProvider(Log)).CreateLogger<LogEvents>();
        return new VaultSigningKeys(_client.Object, settings, Schedule, Time, new LogEvents(logger));
    }

    private async Task<IReadOnlyList<KeyProperties>> ListAsync(string name, CancellationToken cancellationToken)
    {
        var listed = _versions.Where(version => version.Name == name).Select(version => version.Properties).ToList();
        Interlocked.Increment(ref _lists);
        await OnList(cancellationToken);
        return listed;
    }

    private MockedVersion Find(string name, string version) => _versions.Single(v => v.Name == name && v.Version == version);

    private static CryptographyClient ClientOf(MockedVersion version)
    {
        var client = new Mock<CryptographyClient>();
        client.Setup(c => c.SignAsync(It.IsAny<SignatureAlgorithm>(), It.IsAny<byte[]>(), It.IsAny<CancellationToken>()))
            .Returns((SignatureAlgorithm algorithm, byte[] digest, CancellationToken token) => version.SignAsync(algorithm, digest, token));
        return client.Object;
    }

    /// <summary>A list that sends its request only when it is read. Each version is on its own page.</summary>
    private sealed class Listing(Func<Task<IReadOnlyList<KeyProperties>>> read) : AsyncPageable<KeyProperties>
    {
        public override async IAsyncEnumerable<Page<KeyProperties>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
        {
            foreach (var properties in await read())
                yield return Page<KeyProperties>.FromValues([properties], null, Mock.Of<Response>());
        }
    }
}
