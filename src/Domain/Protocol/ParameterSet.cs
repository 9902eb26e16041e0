using System.Text;

namespace Tollgate.Domain.Protocol;

/// <summary>
/// The parameters of one request, decoded from a form body or a query (RFC 6749 §3.1, §3.2). A parameter without a value counts
/// as omitted. A repeated parameter makes the request invalid, except <c>resource</c> and <c>audience</c>.
/// </summary>
public sealed class ParameterSet
{
    /// <summary>No OAuth request needs this many. The limit exists because the check for repeats compares every pair.</summary>
    public const int MaximumCount = 100;

    public static readonly ParameterSet Empty = new([]);

    private readonly List<KeyValuePair<string, string>> _parameters;

    private ParameterSet(List<KeyValuePair<string, string>> parameters) => _parameters = parameters;

    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _parameters)
                if (key == name)
                    return value.Length == 0 ? null : value;
            return null;
        }
    }

    /// <summary>The value without double quotes around it. Published examples of token exchange requests print such quotes.</summary>
    public string? Unquoted(string name) => this[name] is ['"', .. var inner, '"'] ? inner : this[name];

    public bool Contains(string name) => this[name] is not null;

    /// <summary>All values of a parameter that its RFC lets a client repeat.</summary>
    public IEnumerable<string> All(string name) => _parameters.Where(p => p.Key == name && p.Value.Length > 0).Select(p => p.Value);

    /// <summary>The parameters as a query of URI characters only.</summary>
    public string ToQuery() => ToQuery(_parameters);

    public static string ToQuery(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('&', parameters.Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}"));

    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _parameters;

    public static OAuthResult<ParameterSet> Parse(string query) => Parse(Encoding.UTF8.GetBytes(query));

    public static OAuthResult<ParameterSet> Parse(ReadOnlySpan<byte> encoded)
    {
        var parameters = new List<KeyValuePair<string, string>>(8);
        // A raw line break separates parameters as '&' does. Printed requests run over several lines, and no encoder leaves a
        // line break raw.
        while (!encoded.IsEmpty)
        {
            var end = encoded.IndexOfAny("&\r\n"u8);
            var pair = (end < 0 ? encoded : encoded[..end]).Trim(" \t"u8);
            encoded = end < 0 ? default : encoded[(end + 1)..];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf((byte)'=');
            var name = FormUrlEncoding.Decode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : FormUrlEncoding.Decode(pair[(equals + 1)..]);
            if (name is null || value is null)
                return OAuthError.InvalidRequest("The parameters are not valid application/x-www-form-urlencoded UTF-8 text.");
            if (!IsRepeatable(name) && parameters.Exists(p => p.Key == name))
                return OAuthError.InvalidRequest($"The parameter {Printable(name)} is repeated.");
            if (parameters.Count == MaximumCount)
                return OAuthError.InvalidRequest("The request has too many parameters.");
            parameters.Add(new(name, value));
        }

        return new ParameterSet(parameters);
    }

    /// <summary>RFC 8707 §2 and RFC 8693 §2.1 allow these two parameters to be repeated.</summary>
    private static bool IsRepeatable(string name) => name is "resource" or "audience";

    private static string Printable(string name) =>
        name.Length <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? name : "in question";
}
