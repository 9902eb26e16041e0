namespace Tollgate.Domain.TrustedIssuers;

/// <summary>
/// An identity provider whose tokens are taken as proof of a subject (RFC 8693 §2.1, RFC 7523 §3), and for whom.
/// </summary>
public sealed record TrustedIssuer(string Issuer)
{
    public const int MaximumLength = 500;

    /// <summary>
    /// Whether an issuer can have this identifier: an https address, or http on this machine, without a query or a fragment (RFC 8414
    /// §2). Nothing else can be trusted, so a token that names something else is not worth a look into the tables.
    /// </summary>
    public static bool IsIdentifier(string text) => IsAddress(text) && new Uri(text) is { Query: "", UserInfo: "" } address
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>An absolute address of printable ASCII, without a fragment.</summary>
    public static bool IsAddress(string text) =>
        text.Length is > 0 and <= MaximumLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Host.Length: > 0, Fragment: "" };

    /// <summary>Where its JWK Set is; found by discovery where null.</summary>
    public string? JwksUri { get; init; }

    /// <summary>What its tokens must be meant for.</summary>
    public required string Audience { get; init; }

    /// <summary>The claim that becomes the subject.</summary>
    public string SubjectClaim { get; init; } = "sub";

    /// <summary>
    /// Goes before every subject of the issuer, so that none of them can be taken for somebody else's or for a user of ours.
    /// </summary>
    public string SubjectPrefix { get; init; } = Issuer + "|";

    /// <summary>The clients that may present its tokens; nobody else's business.</summary>
    public IReadOnlyList<string> Clients { get; init; } = [];
}
