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

    /// <summary>The part of <paramref name="allowed"/> that a scope parameter asks for, as in <see cref="Within"/>.</summary>
    public static OAuthResult<ScopeSet> Granted(string? text, ScopeSet allowed)
    {
        var requested = Parse(text);
        return requested.IsError ? requested : requested.Value.Within(allowed);
    }

    /// <summary>
    /// The scope to grant from <paramref name="allowed"/>: all of it when this scope is empty or contains <c>*</c>, otherwise
    /// this scope. Error when this scope names a token that is not allowed.
    /// </summary>
    public OAuthResult<ScopeSet> Within(ScopeSet allowed)
    {
        if (IsEmpty || (_tokens.Length == 1 && _tokens[0] == Wildcard))
            return allowed;
        foreach (var token in _tokens)
            if (token != Wildcard && !allowed.Contains(token))
                return OAuthError.InvalidScope("The client may not have one of the scopes that it asks for.", $"scope {token}");
        return Contains(Wildcard) ? allowed : this;
    }

    /// <summary>The tokens of this scope that are allowed. Returns this instance when all of them are.</summary>
    public ScopeSet Intersect(ScopeSet allowed) =>
        Array.TrueForAll(_tokens, allowed.Contains) ? this : new([.. _tokens.Where(allowed.Contains)]);

    public override string ToString() => Text;
}
