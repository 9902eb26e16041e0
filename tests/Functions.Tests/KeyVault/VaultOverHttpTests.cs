using Azure;
using Azure.Core;
using Azure.Security.KeyVault.Keys.Cryptography;
using Moq;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>The adapter and the real client library against a vault that speaks the Key Vault REST protocol.</summary>
public sealed class VaultOverHttpTests
{
    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task A_token_signed_in_the_vault_verifies_with_the_published_key(string algorithm)
    {
        await using var vault = await VaultOverHttp.StartAsync(algorithm);
        var keys = vault.Keys();
        var token = await keys.TokenAsync(algorithm);
        Assert.True(await keys.VerifiesAsync(token));
        Assert.Equal(1, vault.Server.Count("sign"));
        Assert.Equal(1, vault.Server.Count("versions"));
        Assert.Equal(1, vault.Server.Count("get"));
    }

    [Fact]
    public async Task Two_instances_arrive_at_the_same_key_id()
    {
        await using var vault = await VaultOverHttp.StartAsync("ES256");
        Assert.Equal(await vault.Keys().CurrentIdAsync(), await vault.Keys().CurrentIdAsync());
    }

    [Fact]
    public async Task A_rotation_goes_from_announcement_over_signing_to_retirement()
    {
        await using var vault = await VaultOverHttp.StartAsync("ES256");
        var keys = vault.Keys();
        vault.Time.Advance(TimeSpan.FromHours(2));
        var oldId = await keys.CurrentIdAsync();

        vault.Server.Keys.Rotate("signing-es256");
        vault.Time.Advance(vault.Schedule.Refresh);
        await Eventually.TrueAsync(async () => (await keys.PublishedIdsAsync()).Length == 2);
        var newId = (await keys.PublishedIdsAsync())[1];
        Assert.Equal(oldId, await keys.CurrentIdAsync());

        vault.Time.Advance(vault.Schedule.Announcement - vault.Schedule.Refresh - TimeSpan.FromSeconds(1));
        var lastToken = await keys.TokenAsync();
        Assert.Equal(oldId, await keys.CurrentIdAsync());
        vault.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(newId, await keys.CurrentIdAsync());
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));

        // A new instance is used, because such a jump of the clock would end a background request of the old instance.
        keys = vault.Keys();
        vault.Time.Advance(vault.Schedule.Staleness + vault.Schedule.TokenLifetime - TimeSpan.FromSeconds(1));
        Assert.True(await keys.VerifiesAsync(lastToken));
        vault.Time.Advance(vault.Schedule.Staleness);
        Assert.False(await keys.VerifiesAsync(lastToken));
        Assert.Equal([newId], await keys.PublishedIdsAsync());
    }

    [Fact]
    public async Task Versions_on_several_pages_are_all_found()
    {
        await using var vault = await VaultOverHttp.StartAsync("ES256");
        vault.Server.PageSize = 1;
        vault.Server.Keys.Rotate("signing-es256");
        vault.Server.Keys.Rotate("signing-es256");
        Assert.Equal(3, (await vault.Keys().PublishedIdsAsync()).Length);
        Assert.Equal(3, vault.Server.Count("versions"));
    }

    [Fact]
    public async Task Disabling_the_current_version_lets_the_other_sign_after_one_refusal()
    {
        await using var vault = await VaultOverHttp.StartAsync("ES256");
        vault.Time.Advance(TimeSpan.FromHours(2));
        var next = vault.Server.Keys.Rotate("signing-es256");
        vault.Time.Advance(TimeSpan.FromHours(2));
        var keys = await vault.WarmKeysAsync();
        var disabledId = await keys.CurrentIdAsync();
        vault.Server.Keys.Disable("signing-es256", next.Version);

        var refusal = await Assert.ThrowsAsync<NoSigningKeyException>(() => keys.TokenAsync());
        Assert.Contains("403 Forbidden KeyDisabled", refusal.Message, StringComparison.Ordinal);
        Assert.NotEqual(disabledId, await keys.CurrentIdAsync());
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
        Assert.DoesNotContain(disabledId, await keys.PublishedIdsAsync());
        Assert.Equal(1, vault.Server.Count("versions"));
        Assert.Equal(0, vault.Server.Count("get"));
    }

    [Fact]
    public async Task Tokens_that_the_vault_revokes_are_replaced_on_the_way()
    {
        await using var vault = await VaultOverHttp.StartAsync("ES256");
        var keys = await vault.WarmKeysAsync();
        vault.Server.RevokeTokens();
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
        Assert.Equal([401, 200], vault.Server.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task A_credential_whose_tokens_the_vault_does_not_take_never_signs()
    {
        await using var vault = await VaultOverHttp.StartAsync("ES256");
        var keys = await vault.WarmKeysAsync();
        var stranger = new Mock<TokenCredential>();
        stranger.Setup(c => c.GetTokenAsync(It.IsAny<TokenRequestContext>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AccessToken("made-up", TimeProvider.System.GetUtcNow().AddHours(1)));
        var client = vault.Client(stranger.Object);

        var fault = await Assert.ThrowsAsync<RequestFailedException>(() => vault.Keys(client).TokenAsync());
        Assert.Equal(401, fault.Status);
        var version = vault.Server.Keys.Find("signing-es256").Version;
        fault = await Assert.ThrowsAsync<RequestFailedException>(
            () => client.GetCryptographyClient("signing-es256", version).SignAsync(SignatureAlgorithm.ES256, new byte[32]));
        Assert.Equal(401, fault.Status);
        Assert.Equal(0, vault.Server.Count("sign"));
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
    }

    [Fact]
    public async Task A_challenge_for_another_domain_gets_no_token()
    {
        await using var vault = await VaultOverHttp.StartAsync("ES256");
        var client = VaultClient.Create(vault.Server.LoopbackUri, vault.Server.Credential, options => options.Transport = vault.Server.Transport);
        await Assert.ThrowsAsync<InvalidOperationException>(() => vault.Keys(client).TokenAsync());
        Assert.Equal(0, vault.Server.Credential.Calls);
    }
}
