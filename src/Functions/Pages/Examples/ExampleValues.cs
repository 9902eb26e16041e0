using System.Text;
using Tollgate.Domain.Welcome;

namespace Tollgate.Functions.Pages.Examples;

/// <summary>The values that differ for each reader: the values of a client, or placeholders in capitals.</summary>
internal sealed class ExampleValues(ExampleClient? client)
{
    private const string UnknownSecret = "YOUR_CLIENT_SECRET";

    public string ClientId => client?.ClientId ?? "YOUR_CLIENT_ID";

    public string RedirectUri => client?.RedirectUri ?? "YOUR_REDIRECT_URI";

    public string Username => client?.User?.Username ?? "YOUR_USERNAME";

    public string Password => client?.User?.Password ?? "YOUR_PASSWORD";

    public string Secret => client?.Secret ?? UnknownSecret;

    /// <summary>Whether the client has a secret. An unknown client counts as public.</summary>
    public bool IsConfidential => client?.IsConfidential ?? false;

    /// <summary>Whether the client is unknown.</summary>
    public bool IsOpen => client is null;

    /// <summary>The credentials for HTTP Basic before Base64: client ID and secret, percent-encoded, with a colon between them (RFC 6749 §2.3.1).</summary>
    public string Pair => $"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(Secret)}";

    public string Header => client?.Secret is null
        ? $"Basic BASE64_ENCODED({(client is null ? "client_id:client_secret" : Pair)})"
        : "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(Pair));
}
