using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tests.KeyVault;

namespace Tollgate.Functions.Tests.Sealing;

public sealed class SealingRootUseTests
{
    [Fact]
    public async Task In_vault_mode_a_token_without_a_user_reads_no_root()
    {
        await using var scene = await SigningScene.StartAsync(SigningMode.Vault, "ES256");
        scene.Roots.Fault = new InvalidOperationException("The root was read.");
        var instance = await scene.InstanceAsync();

        Assert.True(await instance.IsActiveAsync(await instance.TokenAsync()));
        await instance.JwksAsync();
        Assert.Empty(instance.Errors);
    }
}
