using System.Buffers;

namespace Tollgate.Domain.Protocol;

/// <summary>
/// Scope tokens in the given order, without repeats (RFC 6749 §3.3). In text, spaces or commas separate them. <c>*</c> stands for
/// every scope that the client may have.
/// </summary>
public sealed class ScopeSet
{
    public const string Wildcard = "*";

    public static readonly ScopeSet Empty = new([]);

    /// <summary>The maximum number of characters of refused scopes that an error repeats.</summary>
    private const int MaximumNamed = 200;

    /// <summary>scope-token = 1*( %x21 / %x23-5B / %x5D-7E ), without the comma, which is a separator here.</summary>
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'()*+-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private readonly string[] _tokens;

    private ScopeSet(string[] tokens)
    {
        _tokens = tokens;
        Text = string.Join(' ', tokens);
    }

    public IReadOnlyList<string> Tokens => _tokens;

    /// <summary>The form on the wire: separated by single spaces.</summary>
    public string Text { get; }

    public bool IsEmpty => _tokens.Length == 0;

    public bool Contains(string token) => Array.IndexOf(_tokens, token) >= 0;

    public static ScopeSet Of(params IEnumerable<string> tokens) => new([.. tokens.Distinct(StringComparer.Ordinal)]);

    public static OAuthResult<ScopeSet> Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Empty;
        var tokens = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return tokens.Any(token => token.AsSpan().ContainsAnyExcept(TokenCharacters))
            ? OAuthError.InvalidScope("The scope has characters that RFC 6749 section 3.3 does not allow.")
            : Of(tokens);
    }

    /// <summary>
    /// The part of this scope that a request gets (RFC 6749 §3.3). All grants use this rule. A request that names no scope gets the usual
    /// scope. The error names the scopes that are not allowed.
    /// </summary>
    public OAuthResult<ScopeSet> Within(ScopeTerms terms)
    {
        if (IsEmpty)
            return terms.Usual;
        var granted = Intersect(terms.Allowed);
        if (ReferenceEquals(granted, this))
            return this;
        var isAll = Contains(Wildcard);
        var outside = Array.FindAll(_tokens, token => token != Wildcard && !granted.Contains(token));
        if (IsRefused(outside, terms.Outside) || (granted.IsEmpty && !isAll))
            return Refusal(outside);
        return isAll ? terms.Usual.With(granted) : granted;
    }

    private static bool IsRefused(string[] outside, OutsideScope rule) => rule switch
    {
        OutsideScope.Refused => outside.Length > 0,
        OutsideScope.LeftOut => Array.IndexOf(outside, StandardScopes.OpenId) >= 0,
        _ => false,
    };

    private static OAuthError Refusal(string[] outside)
    {
        var names = string.Join(' ', outside);
        return OAuthError.InvalidScope(
            $"The scope has parts that cannot be granted here: {(names.Length > MaximumNamed ? names[..MaximumNamed] + "..." : names)}", $"scope {names}");
    }

    /// <summary>The tokens of this scope that are allowed. Returns this instance when all of them are.</summary>
    public ScopeSet Intersect(ScopeSet allowed) =>
        Array.TrueForAll(_tokens, allowed.Contains) ? this : new([.. _tokens.Where(allowed.Contains)]);

    /// <summary>The tokens of this scope and then the tokens of another scope. Returns this instance when it already has all of them.</summary>
    public ScopeSet With(ScopeSet more) => Array.TrueForAll(more._tokens, Contains) ? this : Of(_tokens.Concat(more._tokens));

    /// <summary>The tokens that are not in another scope. Returns this instance when no token is in the other scope.</summary>
    public ScopeSet Without(ScopeSet others) => Array.Exists(_tokens, others.Contains) ? new([.. _tokens.Where(token => !others.Contains(token))]) : this;

    public override string ToString() => Text;
}
