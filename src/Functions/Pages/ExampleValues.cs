using System.Text;
using Tollgate.Domain.Welcome;

namespace Tollgate.Functions.Pages;

/// <summary>What an example has in the places that each reader fills differently: a client's values, or words that say what belongs there.</summary>
internal sealed class ExampleValues(ExampleClient? client)
{
    private const string UnknownSecret = "YOUR_CLIENT_SECRET";

    public string ClientId => client?.ClientId ?? "YOUR_CLIENT_ID";

    public string RedirectUri => client?.RedirectUri ?? "YOUR_REDIRECT_URI";

    public string Secret => client?.Secret ?? UnknownSecret;

    /// <summary>Whether the values are those of a client with a secret; unknown ones are taken for a public client, as most need no more.</summary>
    public bool IsConfidential => client?.IsConfidential ?? false;

    /// <summary>Whether nobody knows what kind of client it is.</summary>
    public bool IsOpen => client is null;

    /// <summary>What RFC 6749 §2.3.1 has before its encoding in Base64.</summary>
    public string Pair => $"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(Secret)}";

    public string Header => client?.Secret is null
        ? $"Basic BASE64_ENCODED({(client is null ? "client_id:client_secret" : Pair)})"
        : "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(Pair));
}
