using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Sessions;

/// <summary>The browser of a request, identified by its cookie. A browser without that cookie gets it with the answer.</summary>
public sealed class Browser(EndpointRequest request, TimeProvider time, Randomness randomness)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    private readonly bool _isNew = !IsOurs(request.BrowserCookie);

    public string Value { get; } = IsOurs(request.BrowserCookie) ? request.BrowserCookie! : randomness.Secret();

    /// <summary>The cookies for the answer. Empty when the browser has its cookie already.</summary>
    public IReadOnlyList<CookieChange> Cookies =>
        _isNew ? [new CookieChange(CookieKind.Browser, Value, time.GetUtcNow() + Lifetime)] : [];

    public PageResult Show(Page page) => new(page) { Cookies = Cookies };

    /// <summary>Cookies of this server have 43 characters. Any other value is ignored.</summary>
    private static bool IsOurs(string? cookie) => cookie is { Length: 43 };
}
