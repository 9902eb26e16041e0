using Azure.Core;
using Azure.Identity;

namespace Tollgate.Operator.Vault;

/// <summary>The operator as Azure knows them: by az login, azd auth login or the environment.</summary>
internal static class AzureSignIn
{
    /// <summary>Does not ask for a managed identity: a shell hardly has one, and the question takes seconds.</summary>
    public static TokenCredential Credential { get; } =
        new DefaultAzureCredential(new DefaultAzureCredentialOptions { ExcludeManagedIdentityCredential = true });
}
