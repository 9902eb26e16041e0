using Azure;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Signing;

namespace Tollgate.Functions.Sealing;

/// <summary>The messages for operators when the vault has no root for the app: why, and what to do.</summary>
internal static class SealingRefusal
{
    private const string Secret = VaultSealingRoots.SecretName;

    public static NoSealingRootException Of(RequestFailedException refusal) => refusal.Status == 404
        ? new($"The vault has no secret {Secret}: it was deleted, or never made. Recover it (az keyvault secret recover) or provision again.", refusal)
        : new(
            $"The app may not read the vault's secret {Secret} ({VaultRefusal.CodeOf(refusal)}). See whether its newest version is enabled, and whether "
            + "the app's identity has the role Key Vault Secrets User on it.",
            refusal);

    public static NoSealingRootException Malformed() => new(
        $"The newest version of the vault's secret {Secret} holds no 256 bits in base64. Disable it and make the next one (key root --new).");
}
