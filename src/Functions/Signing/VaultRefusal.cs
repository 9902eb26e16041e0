using System.Text.Json;
using Azure;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>The messages for operators when the vault refuses: which key, why, and what to do.</summary>
internal static class VaultRefusal
{
    public static NoSigningKeyException Missing(string key) => new(
        $"The vault has no key {key}: it was deleted, or never made. Recover it (az keyvault key recover) or provision again.");

    public static NoSigningKeyException Disabled(string key) => new(
        $"Every version of the vault's key {key} is disabled. Enable one (az keyvault key set-attributes) or make the next (az keyvault key rotate).");

    public static NoSigningKeyException Expired(string key) => new(
        $"No enabled version of the vault's key {key} is valid now: each has expired or begins later. Make the next version (az keyvault key rotate).");

    public static NoSigningKeyException Unreadable(string key, RequestFailedException refusal) => new(
        $"The app may not read the vault's key {key} ({CodeOf(refusal)}). What it knows of the key serves for six hours, as in an outage. "
        + "Provision again: the app's identity needs the role Tollgate signer on the key.",
        refusal);

    public static NoSigningKeyException Unsigned(string key, string version, RequestFailedException refusal) => new(
        $"The vault does not sign with version {version} of the key {key} ({CodeOf(refusal)}). See whether the key is there, enabled and within its "
        + "dates, and whether the app's identity has the role Tollgate signer on it.",
        refusal);

    public static NoSigningKeyException Unwrapped(string key, RequestFailedException refusal) => new(
        $"The vault does not seal or open signing keys with its key {key} ({CodeOf(refusal)}). Instances that have opened theirs go on; others cannot "
        + "sign, and no next key is made. See whether the key is there and enabled, and whether the app's identity has the role Key Vault Crypto "
        + "Service Encryption User on it.",
        refusal);

    /// <summary>The codes of a refusal, with the inner code, because a code such as Forbidden does not name the rule that the request broke.</summary>
    internal static string CodeOf(RequestFailedException refusal) =>
        string.Join(' ', new[] { $"{refusal.Status}", refusal.ErrorCode, InnerCodeOf(refusal.GetRawResponse()) }.Where(part => !string.IsNullOrEmpty(part)));

    private static string? InnerCodeOf(Response? response)
    {
        try
        {
            using var body = JsonDocument.Parse(response?.Content ?? BinaryData.FromString("{}"));
            return body.RootElement.GetProperty("error").GetProperty("innererror").GetProperty("code").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // An answer that does not come from Key Vault itself may have no inner code.
            return null;
        }
    }
}
