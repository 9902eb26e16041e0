using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Welcome;

/// <summary>Says why the demo client has no tokens to show.</summary>
/// <param name="Error">The error that the demo client got. Null when there was no error.</param>
public sealed record DemoEndPage(string TryItPath, DemoEnd End, OAuthError? Error = null) : Page;

/// <summary>Why the demo ended without tokens.</summary>
public enum DemoEnd
{
    /// <summary>The user did not allow it.</summary>
    Cancelled,

    /// <summary>The authorization code was used before or has expired, as after a reload.</summary>
    Used,

    /// <summary>This browser has sent no such request.</summary>
    Unknown,

    Failed,
}
