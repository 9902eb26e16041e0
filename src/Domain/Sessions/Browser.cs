using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Sessions;

/// <summary>The browser of a request: the one that its cookie names, or a new one that gets a cookie with the answer.</summary>
public sealed class Browser(EndpointRequest request, TimeProvider time, Randomness randomness)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    private readonly bool _isNew = !IsOurs(request.BrowserCookie);

    public string Value { get; } = IsOurs(request.BrowserCookie) ? request.BrowserCookie! : randomness.Secret();

    /// <summary>What the answer has to set.</summary>
    public IReadOnlyList<CookieChange> Cookies =>
        _isNew ? [new CookieChange(CookieKind.Browser, Value, time.GetUtcNow() + Lifetime)] : [];

    public PageResult Show(Page page) => new(page) { Cookies = Cookies };

    /// <summary>Ours have 43 characters; what else stands there counts as nothing.</summary>
    private static bool IsOurs(string? cookie) => cookie is { Length: 43 };
}
