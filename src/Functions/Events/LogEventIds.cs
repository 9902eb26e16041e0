using Microsoft.Extensions.Logging;

namespace Tollgate.Functions.Events;

/// <summary>
/// The ids of log lines that operators build alerts on. An id never changes its meaning. docs/operations.md lists the same ids.
/// </summary>
public static class LogEventIds
{
    public static readonly EventId TokenIssued = new(1000, nameof(TokenIssued));
    public static readonly EventId LaxAudienceUsed = new(1001, nameof(LaxAudienceUsed));
    public static readonly EventId SignedIn = new(1100, nameof(SignedIn));
    public static readonly EventId SignInRefused = new(1101, nameof(SignInRefused));
    public static readonly EventId TheftDetected = new(1200, nameof(TheftDetected));
    public static readonly EventId KeysUnusable = new(1300, nameof(KeysUnusable));
    public static readonly EventId KeysFailed = new(1301, nameof(KeysFailed));
    public static readonly EventId KeyRowUntrusted = new(1302, nameof(KeyRowUntrusted));
    public static readonly EventId PrivilegedAct = new(1400, nameof(PrivilegedAct));
    public static readonly EventId ClientAct = new(1401, nameof(ClientAct));
    public static readonly EventId RequestRefused = new(2000, nameof(RequestRefused));
    public static readonly EventId RequestNoted = new(2001, nameof(RequestNoted));
    public static readonly EventId RequestWithoutKey = new(2002, nameof(RequestWithoutKey));
    public static readonly EventId RequestFailed = new(2003, nameof(RequestFailed));
}
