using Tollgate.Domain.Keys;

namespace Tollgate.Domain.TrustedIssuers;

/// <summary>
/// An identity provider whose tokens prove a subject (RFC 8693 §2.1, RFC 7523 §3), and the clients that may present them.
/// </summary>
public sealed record TrustedIssuer(string Issuer)
{
    public const int MaximumLength = 500;

    /// <summary>
    /// Whether an issuer can have this identifier: an https address, or an http address of this machine, without user information, query
    /// and fragment (RFC 8414 §2). A token with any other identifier is refused without a read of the tables, because no such issuer is
    /// trusted.
    /// </summary>
    public static bool IsIdentifier(string text) => IsAddress(text) && new Uri(text) is { Query: "", UserInfo: "" } address
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>An absolute address of printable ASCII, without a fragment.</summary>
    public static bool IsAddress(string text) =>
        text.Length is > 0 and <= MaximumLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Host.Length: > 0, Fragment: "" };

    /// <summary>The address of its JWK Set. Null means that discovery finds the JWK Set.</summary>
    public string? JwksUri { get; init; }

    public ForeignKeySource Keys => new(Issuer, JwksUri);

    /// <summary>The audience that its tokens must have.</summary>
    public required string Audience { get; init; }

    /// <summary>The claim that becomes the subject.</summary>
    public string SubjectClaim { get; init; } = "sub";

    /// <summary>
    /// Precedes every subject of the issuer. The default keeps its subjects apart from the subjects of other issuers and from the users and
    /// clients of this server. An operator can choose a prefix that does not.
    /// </summary>
    public string SubjectPrefix { get; init; } = Issuer + "|";

    /// <summary>The clients that may present its tokens. No other client may.</summary>
    public IReadOnlyList<string> Clients { get; init; } = [];
}
