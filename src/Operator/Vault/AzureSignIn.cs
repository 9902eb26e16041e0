using Azure.Core;
using Azure.Identity;

namespace Tollgate.Operator.Vault;

/// <summary>The operator as Azure knows them: by az login, azd auth login or the environment.</summary>
internal static class AzureSignIn
{
    /// <summary>A shell has no managed identity that is worth the seconds that asking for one takes.</summary>
    public static TokenCredential Credential { get; } =
        new DefaultAzureCredential(new DefaultAzureCredentialOptions { ExcludeManagedIdentityCredential = true });
}
