using Tollgate.Functions.Pages.Examples;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML that shows a new secret. The server shows each secret only once.</summary>
internal static class SecretNote
{
    public static Html Of(string clientId, string secret, Texts texts) => $"""
        <div class="note strong">
        <p>{texts["secret.once"]}</p>
        <p class="label">client_id</p>
        {ExampleBlock.Code(clientId)}
        <p class="label">client_secret</p>
        {ExampleBlock.Code(secret)}
        </div>
        """;
}
