using System.Buffers.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;

namespace Tollgate.Operator.Vault;

/// <summary>The account with which the operator has signed in to Azure: by az login, azd auth login or the environment.</summary>
internal static class AzureSignIn
{
    /// <summary>The claims that name the account, the best first. The last two name an application, such as a pipeline.</summary>
    private static readonly string[] Names = ["upn", "preferred_username", "unique_name", "email", "appid", "oid"];

    /// <summary>
    /// The credentials of the operator. They do not include a managed identity: a shell hardly ever has one, and the search
    /// for one takes seconds.
    /// </summary>
    public static TokenCredential Credential { get; } =
        new DefaultAzureCredential(new DefaultAzureCredentialOptions { ExcludeManagedIdentityCredential = true });

    /// <summary>The name of the account. Null if the operator is not signed in to Azure.</summary>
    public static async Task<string?> UserAsync(CancellationToken cancellationToken)
    {
        try
        {
            var token = await Credential.GetTokenAsync(new TokenRequestContext(["https://storage.azure.com/.default"]), cancellationToken);
            return UserOf(token.Token);
        }
        catch (AuthenticationFailedException)
        {
            // The next request to the tables fails with a message that says what to do.
            return null;
        }
    }

    /// <summary>The account in a token that the operator's own tools got. The token is not verified, because the name gives no right.</summary>
    internal static string? UserOf(string token)
    {
        if (token.Split('.') is not [_, var payload, _] || !Base64Url.IsValid(payload))
            return null;
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(payload));
        foreach (var name in Names)
            if (claims.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text)
                return text;
        return null;
    }
}
