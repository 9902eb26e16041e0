using Microsoft.Extensions.Time.Testing;
using Moq;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.SignIn;

public sealed class UserAuthenticatorTests
{
    private static readonly Workspace Workspace = new("default", new Uri("https://issuer.example"));

    private readonly FakeTimeProvider _time = TestClock.New();
    private readonly MemoryStores _stores = new();
    private readonly Mock<IPasswordHasher> _hasher = new(MockBehavior.Strict);
    private readonly RecordedEvents _events = new();
    private readonly UserAuthenticator _users;

    public UserAuthenticatorTests()
    {
        _hasher.Setup(hasher => hasher.Hash(It.IsAny<string>())).Returns("hash of nobody");
        _hasher.Setup(hasher => hasher.Verify(It.IsAny<string>(), It.IsAny<string>()))
            .Returns((string hash, string password) => _stores.Verify(hash, password));
        _stores.AddUser("alice", "wonderland", "subject-of-alice");
        _users = new UserAuthenticator(_stores, _hasher.Object, new SignInThrottle(_stores, _time, new SeededRandomness()), _stores, _events, _time);
    }

    [Theory]
    [InlineData("alice", "wonderland", "subject-of-alice")]
    [InlineData("alice", "wrong", null)]
    [InlineData("nobody", "wonderland", null)]
    public async Task One_hash_is_verified_for_every_username(string username, string password, string? subject)
    {
        Assert.Equal(subject, (await AuthenticateAsync(username, password)).Subject);

        _hasher.Verify(hasher => hasher.Verify(It.IsAny<string>(), password), Times.Once);
    }

    [Fact]
    public async Task An_unknown_user_cannot_sign_in_even_with_the_password_of_the_placeholder_hash()
    {
        _hasher.Setup(hasher => hasher.Verify("hash of nobody", It.IsAny<string>())).Returns(PasswordVerdict.Right);

        Assert.Null((await AuthenticateAsync("nobody", "anything")).Subject);
    }

    [Theory]
    [InlineData("alice", "")]
    [InlineData("", "wonderland")]
    public async Task Nothing_is_hashed_or_counted_for_empty_credentials(string username, string password)
    {
        Assert.Equal(new AuthenticationOutcome(null, TimeSpan.Zero), await AuthenticateAsync(username, password));

        _hasher.VerifyNoOtherCalls();
        Assert.Empty(_stores.Attempts);
    }

    [Theory]
    [InlineData("wonderland", "hash of wonderland")]
    [InlineData("wrong", "weak hash of wonderland")]
    public async Task A_weak_hash_is_renewed_once_its_password_is_known(string password, string expected)
    {
        _hasher.Setup(hasher => hasher.Hash("wonderland")).Returns("hash of wonderland");
        _stores.Logins["alice"] = new UserLogin("subject-of-alice", MemoryStores.WeakHash("wonderland"));

        var subject = (await AuthenticateAsync("alice", password)).Subject;

        Assert.Equal(password == "wonderland" ? "subject-of-alice" : null, subject);
        Assert.Equal(expected, _stores.Logins["alice"].PasswordHash);
    }

    [Fact]
    public async Task A_strong_hash_stays_as_it_is()
    {
        await AuthenticateAsync("alice", "wonderland");

        _hasher.Verify(hasher => hasher.Hash(It.IsAny<string>()), Times.Never);
    }

    [Fact]
    public async Task Nothing_is_hashed_for_credentials_that_are_too_long()
    {
        Assert.Null((await AuthenticateAsync("alice", new string('a', UserAuthenticator.MaximumLength + 1))).Subject);
        Assert.Null((await AuthenticateAsync(new string('a', UserAuthenticator.MaximumLength + 1), "wonderland")).Subject);
        _hasher.VerifyNoOtherCalls();

        Assert.Null((await AuthenticateAsync("alice", new string('a', UserAuthenticator.MaximumLength))).Subject);
        _hasher.Verify(hasher => hasher.Verify(It.IsAny<string>(), It.IsAny<string>()), Times.Once);
    }

    [Fact]
    public async Task While_a_user_has_to_wait_no_password_is_tried_and_no_failure_is_counted()
    {
        await FailAsync(10);
        var counts = _stores.Attempts.Count;
        _hasher.Invocations.Clear();

        var outcome = await AuthenticateAsync("alice", "wonderland");

        Assert.Null(outcome.Subject);
        Assert.True(outcome.Wait > TimeSpan.Zero);
        _hasher.VerifyNoOtherCalls();
        Assert.Equal(counts, _stores.Attempts.Count);
    }

    [Fact]
    public async Task Unknown_users_are_slowed_down_as_well()
    {
        await FailAsync(10, "nobody");

        Assert.True((await AuthenticateAsync("nobody", "wonderland")).Wait > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_sign_in_counts_no_failure_and_makes_the_browser_known()
    {
        await AuthenticateAsync("alice", "wonderland", browser: "a browser");

        Assert.Empty(_stores.Attempts);
        Assert.Equal(("alice", "a browser"), Assert.Single(_stores.Browsers.Keys));
    }

    [Fact]
    public async Task A_failed_sign_in_makes_no_browser_known()
    {
        await AuthenticateAsync("alice", "wrong", browser: "a browser");

        Assert.Empty(_stores.Browsers);
    }

    [Fact]
    public async Task The_users_own_browser_gets_in_while_an_attacker_is_guessing()
    {
        await AuthenticateAsync("alice", "wonderland", browser: "her browser");
        for (var i = 0; i < 60; i++)
            await AuthenticateAsync("alice", "guess", $"198.51.100.{i}", "another browser");

        Assert.True((await AuthenticateAsync("alice", "wonderland", "203.0.113.1", "another browser")).Wait > TimeSpan.Zero);
        Assert.Equal("subject-of-alice", (await AuthenticateAsync("alice", "wonderland", "198.51.100.1", "her browser")).Subject);
    }

    [Fact]
    public async Task A_browser_that_one_user_has_used_is_not_known_for_another_user()
    {
        await AuthenticateAsync("alice", "wonderland", browser: "a browser");
        await FailAsync(10, "bob", "a browser");

        Assert.True((await AuthenticateAsync("bob", "guess", browser: "a browser")).Wait > TimeSpan.Zero);
    }

    /// <summary>
    /// The store ignores case and surrounding spaces in a username. Guesses under all these spellings therefore count against one user.
    /// </summary>
    [Theory]
    [InlineData("Alice")]
    [InlineData("ALICE")]
    [InlineData(" alice")]
    [InlineData("alice   ")]
    public async Task A_username_in_another_spelling_counts_as_the_same_username(string spelling)
    {
        await FailAsync(10);

        Assert.True((await AuthenticateAsync(spelling, "wonderland")).Wait > TimeSpan.Zero);
    }

    private async Task FailAsync(int times, string username = "alice", string? browser = null)
    {
        for (var i = 0; i < times; i++)
            Assert.Null((await AuthenticateAsync(username, "wrong", browser: browser)).Subject);
    }

    private async Task<AuthenticationOutcome> AuthenticateAsync(
        string username, string password, string network = "192.0.2.1", string? browser = null) =>
        await _users.AuthenticateAsync(Workspace, username, password, network, browser, TestContext.Current.CancellationToken);
}
