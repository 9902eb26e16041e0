using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Issuers;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary>The options about the public keys of a client (private_key_jwt).</summary>
/// <param name="federated">If these options add a credential of another issuer, --jwks may name the keys of that issuer.</param>
internal sealed class ClientKeyOptions(bool isChange, FederatedOptions federated)
{
    private readonly Option<string?> _jwks = new Option<string?>("--jwks")
    {
        HelpName = "FILE",
        Description = "A file with the public keys of the client (a JWK Set). The client signs assertions with its keys and needs no secret. "
            + (isChange ? "Ends its secrets, unless --keep-secret is given. \"\" takes the keys away." : "It gets none, unless --keep-secret is given.")
            + " With --federated kubernetes or custom: the keys of an issuer that the server cannot reach.",
    }.Checked(file => IsTakenAway(isChange, file) ? null : Read(file!).Mistake);

    private readonly Option<string?> _jwksUri = new Option<string?>("--jwks-uri")
    {
        HelpName = "URL",
        Description = "As --jwks, for keys that the client publishes at an address.",
    }.Checked(uri => IsTakenAway(isChange, uri) ? null : KeyRegistration.CheckAddress(uri!)?.Sentence);

    private readonly Option<bool> _keepSecret = new("--keep-secret")
    {
        Description = isChange
            ? "With --jwks, --jwks-uri or --federated: the secrets stay valid as well, until \"client set --auth-method private_key_jwt\" ends them."
            : "With --jwks, --jwks-uri or --federated: the client gets a secret as well.",
    };

    private readonly OnOffOption _lax = new(
        "--lax-assertion-audience",
        "Whether the client's assertions may also name the token endpoint as their audience. For libraries that cannot name the issuer; each use is logged.");

    public IReadOnlyList<Option> All => [_jwks, _jwksUri, _keepSecret, _lax];

    /// <summary>A sentence about options that exclude each other, or null.</summary>
    /// <param name="method">The named client authentication method. Null if none is named.</param>
    public string? Mistake(ParseResult arguments, string? method, bool isPublic)
    {
        if (arguments.IsNamed(_jwks) && arguments.IsNamed(_jwksUri))
            return "--jwks and --jwks-uri exclude each other.";
        if (isPublic && arguments.GetValue(_lax) == "on")
            return "--public and --lax-assertion-audience exclude each other: a public client does not authenticate.";
        if (federated.Adds(arguments) && (arguments.IsNamed(_jwksUri) || (arguments.IsNamed(_jwks) && !federated.TakesKeys(arguments))))
            return "Keys of the client and a federated credential are added by a command each.";
        if (!AddsKeys(arguments) && !federated.Adds(arguments))
            return arguments.GetValue(_keepSecret) ? "--keep-secret needs --jwks, --jwks-uri or --federated." : null;
        if (isPublic)
            return "--public excludes keys and federated credentials: a public client does not authenticate.";
        if (arguments.GetValue(_keepSecret) && method is { Length: > 0 })
            return "--keep-secret and --auth-method exclude each other: with both assertions and a secret the client may use any method.";
        return method is { Length: > 0 } and not AuthenticationMethods.PrivateKeyJwt
            ? $"A client with keys or federated credentials authenticates by {AuthenticationMethods.PrivateKeyJwt}. "
                + "To keep its secret as well, give --keep-secret and no --auth-method."
            : null;
    }

    /// <summary>A sentence, if a server with these tables does not fetch keys from the named address. Otherwise null.</summary>
    public string? MistakeAt(TablesLocation location, ParseResult arguments) =>
        arguments.GetValue(_jwksUri) is { Length: > 0 } uri ? ProviderAddress.MistakeAt(uri, location.IsLocal) : null;

    /// <param name="isMethodNamed">Whether the command line names the client authentication method that the client has.</param>
    public Client Apply(ParseResult arguments, Client client, bool isMethodNamed)
    {
        if (client.IsPublic)
            return client with { Keys = null, TokenEndpointAuthSigningAlg = null, TakesLaxAudience = false };
        var changed = client with { TakesLaxAudience = _lax.Position(arguments) ?? client.TakesLaxAudience };
        if ((arguments.IsNamed(_jwks) && !federated.TakesKeys(arguments)) || arguments.IsNamed(_jwksUri))
            changed = changed with { Keys = KeysOf(arguments), TokenEndpointAuthSigningAlg = null };
        return AddsKeys(arguments) ? changed.ProvedByAssertions(arguments.GetValue(_keepSecret))
            : isMethodNamed && !changed.TakesSecrets ? changed.ProvedByAssertions(keepsSecrets: false)
            : changed;
    }

    public bool KeepsSecret(ParseResult arguments) => arguments.GetValue(_keepSecret);

    /// <summary>The keys of the issuer of a federated credential. Null if the server reads them from the issuer.</summary>
    public string? KeysOfIssuer(ParseResult arguments) =>
        federated.TakesKeys(arguments) && arguments.GetValue(_jwks) is { Length: > 0 } file ? Read(file).Keys?.JwkSet : null;

    private bool AddsKeys(ParseResult arguments) =>
        (arguments.GetValue(_jwks) is { Length: > 0 } && !federated.TakesKeys(arguments)) || arguments.GetValue(_jwksUri) is { Length: > 0 };

    private ClientKeys? KeysOf(ParseResult arguments) =>
        arguments.GetValue(_jwks) is { Length: > 0 } file ? Read(file).Keys
        : arguments.GetValue(_jwksUri) is { Length: > 0 } uri ? ClientKeys.At(uri)
        : null;

    private static (ClientKeys? Keys, string? Mistake) Read(string file)
    {
        try
        {
            // A longer file cannot be a JWK Set that a client may have.
            if (new FileInfo(file).Length > 4 * KeyRegistration.MaximumLength)
                return (null, $"{PlainText.Printable(file)} is too large for a JWK Set.");
            var (keys, problem) = KeyRegistration.Read(File.ReadAllText(file));
            return (keys, problem is null ? null : $"{PlainText.Printable(file)}: {problem.Sentence}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, $"{PlainText.Printable(file)} cannot be read: {exception.Message}");
        }
    }

    /// <summary>In a change an empty value removes the keys.</summary>
    private static bool IsTakenAway(bool isChange, string? value) => isChange && value is "";
}
