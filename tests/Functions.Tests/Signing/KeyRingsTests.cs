using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>The keys with which a workspace signs, and the keys that it publishes while its mode changes.</summary>
public sealed class KeyRingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<(SigningMode, string?)> _opened = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SigningMode.Vault, null, SigningMode.Vault)]
    [InlineData(SigningMode.Vault, SigningMode.Wrapped, SigningMode.Wrapped)]
    [InlineData(SigningMode.Wrapped, SigningMode.Vault, SigningMode.Vault)]
    // Local keys belong to a whole deployment on a developer's machine, and such a deployment has no other keys.
    [InlineData(SigningMode.Vault, SigningMode.Local, SigningMode.Vault)]
    [InlineData(SigningMode.Local, SigningMode.Wrapped, SigningMode.Local)]
    [InlineData(SigningMode.Vault, (SigningMode)7, SigningMode.Vault)]
    public void A_workspace_has_the_mode_that_it_names_or_the_usual_one(SigningMode usual, SigningMode? named, SigningMode expected)
    {
        using var rings = Rings(usual);
        rings.Of(Of("shop") with { SigningMode = named });
        Assert.Equal((expected, null), Assert.Single(_opened));
    }

    [Fact]
    public void Keys_are_opened_once_and_shared_unless_a_workspace_has_its_own()
    {
        using var rings = Rings(SigningMode.Vault);
        Assert.Same(rings.Of(Of("shop")), rings.Of(Of("books")));
        Assert.NotSame(rings.Of(Of("shop")), rings.Of(Of("shop") with { HasOwnKeys = true }));
        Assert.Equal([(SigningMode.Vault, null), (SigningMode.Vault, "shop")], _opened);
    }

    /// <summary>
    /// The keys of the new mode are published before the change, and the keys of the old mode after it, so the set always contains the key of a token.
    /// </summary>
    [Fact]
    public async Task A_change_of_the_mode_is_published_before_and_after()
    {
        using var before = Rings(SigningMode.Vault, SigningMode.Vault, SigningMode.Wrapped);
        using var after = Rings(SigningMode.Wrapped, SigningMode.Vault, SigningMode.Wrapped);
        var (old, next) = (before.Of(Of("shop")), after.Of(Of("shop")));

        var (oldToken, nextToken) = (await old.TokenAsync(), await next.TokenAsync());
        Assert.NotEqual(await old.CurrentIdAsync(), await next.CurrentIdAsync());
        foreach (var keys in new[] { old, next })
        {
            Assert.True(await keys.VerifiesAsync(oldToken));
            Assert.True(await keys.VerifiesAsync(nextToken));
            Assert.Equal(2, (await keys.PublishedIdsAsync()).Length);
            Assert.Same(await keys.PublishedAsync(default), await keys.PublishedAsync(default));
        }

        using var done = Rings(SigningMode.Wrapped);
        Assert.False(await done.Of(Of("shop")).VerifiesAsync(oldToken));
    }

    [Fact]
    public async Task A_workspace_that_changes_its_own_mode_publishes_the_keys_of_both_modes()
    {
        using var rings = Rings(SigningMode.Vault, SigningMode.Vault, SigningMode.Wrapped);
        var (before, after) = (rings.Of(Of("shop")), rings.Of(Of("shop") with { SigningMode = SigningMode.Wrapped }));

        Assert.True(await after.VerifiesAsync(await before.TokenAsync()));
        Assert.True(await before.VerifiesAsync(await after.TokenAsync()));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(null)]
    public async Task A_mode_without_keys_for_the_workspace_adds_no_key(int? status)
    {
        var keys = Joined(status is { } refused ? new RequestFailedException(refused, "no key") : new NoSigningKeyException("no version"));
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
        Assert.Single(await keys.PublishedIdsAsync());
    }

    /// <summary>Verifiers may not cache the set of this empty mode. They may still cache the set of the mode that signs.</summary>
    [Fact]
    public async Task A_mode_with_an_empty_set_adds_no_key_and_does_not_shorten_the_max_age()
    {
        var signing = Keys("signing");
        var none = new Mock<ISigningKeys>();
        none.Setup(keys => keys.PublishedAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new KeySet([], TimeSpan.Zero));
        var joined = new JoinedSigningKeys(signing, none.Object, NullLogger.Instance);

        Assert.Same(await signing.PublishedAsync(default), await joined.PublishedAsync(default));
    }

    [Fact]
    public async Task A_mode_that_cannot_be_read_leaves_no_JWK_Set_rather_than_a_wrong_one()
    {
        var keys = Joined(new RequestFailedException(503, "away"));
        await keys.TokenAsync();
        await Assert.ThrowsAsync<RequestFailedException>(() => keys.PublishedIdsAsync());
    }

    private static Workspace Of(string name) => new(name, new Uri($"https://auth.example/{name}"));

    private JoinedSigningKeys Joined(Exception fault) => new(Keys("signing"), new Absent(fault), NullLogger.Instance);

    private KeyRings Rings(SigningMode usual, params SigningMode[] alsoPublished) => new(usual, alsoPublished, Open, NullLogger<KeyRings>.Instance);

    private LocalSigningKeys Open(SigningMode mode, string? workspace)
    {
        _opened.Add((mode, workspace));
        return Keys($"{mode}-{workspace}");
    }

    private LocalSigningKeys Keys(string name) => new(_folder.Path, [SigningAlgorithms.ES256], name);

    private sealed class Absent(Exception fault) : ISigningKeys
    {
        public IReadOnlyList<string> Algorithms => [];

        public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken) => throw fault;

        public ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) => ValueTask.FromException<KeySet>(fault);
    }
}
