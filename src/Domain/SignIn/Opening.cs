using System.Globalization;
using System.Text;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.SignIn;

/// <summary>
/// The second at which an authorization request was first opened, and whether its user has answered the consent page since. A
/// continuation carries it beside the request. It is neither sealed nor stored: a user who edits it can only skip a page, and could also
/// skip that page by deleting <c>prompt</c> from the query (docs/adr/0008). A pushed request knows its opening itself (docs/adr/0027).
/// </summary>
public sealed record Opening(DateTimeOffset At)
{
    private const string Parameter = "opened";
    private const string Consent = ".consent";

    /// <summary>The clocks of two instances may differ by this much.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(5);

    /// <summary>The request has just been opened. No sign-in can have followed it yet.</summary>
    public bool IsNew { get; private init; }

    public bool HasConsent { get; init; }

    public static Opening New(DateTimeOffset now) => new(now) { IsNew = true };

    /// <summary>Whether the user has signed in since. That sign-in satisfies prompt and max_age.</summary>
    public bool Precedes(Authentication authentication) => !IsNew && authentication.At >= At - ClockDifference;

    /// <summary>The query of the request with this opening beside it.</summary>
    public string Beside(string address) => string.Create(
        CultureInfo.InvariantCulture, $"{address}&{Parameter}={At.ToUnixTimeSeconds()}{(HasConsent ? Consent : "")}");

    /// <summary>Takes the opening out of a query. A request without an opening has just been opened.</summary>
    public static (string Address, Opening Opening) Separate(string query, DateTimeOffset now)
    {
        var pairs = query.Split('&');
        var opening = Array.Find(pairs, IsOpening) is { } pair ? Parse(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..], now) : null;
        var address = opening is null ? query : string.Join('&', pairs.Where(each => !IsOpening(each)));
        return (address, opening ?? New(now));
    }

    /// <summary>Whether the pair is the opening. Its name may be percent-encoded.</summary>
    private static bool IsOpening(string pair) =>
        pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var end && FormUrlEncoding.Decode(Encoding.UTF8.GetBytes(pair[..end])) == Parameter;

    /// <summary>A time in the future counts as now.</summary>
    private static Opening? Parse(string text, DateTimeOffset now)
    {
        var hasConsent = text.EndsWith(Consent, StringComparison.Ordinal);
        var seconds = hasConsent ? text[..^Consent.Length] : text;
        return long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new Opening(at < now.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(at) : now) { HasConsent = hasConsent }
            : null;
    }
}
