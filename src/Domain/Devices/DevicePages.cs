using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Devices;

/// <summary>Asks for the code that a device shows (RFC 8628 §3.3).</summary>
public sealed record DevicePage(string FormToken, string Username) : Page
{
    public string? UserCode { get; init; }

    public DeviceProblem Problem { get; init; }
}

/// <summary>Shows the client that asks for access on a device. The user compares the code and decides (RFC 8628 §5.4).</summary>
public sealed record DeviceConsentPage(string FormToken, string UserCode, string ClientName, string Username, ScopeSet Scope) : Page
{
    /// <summary>Whether the client registered itself and no operator has checked it.</summary>
    public bool IsUnvetted { get; init; }
}

/// <summary>Says that the user has decided. The next poll tells the device.</summary>
public sealed record DeviceDonePage(bool IsAllowed) : Page;

/// <summary>Why the page that asks for a code is shown again.</summary>
public enum DeviceProblem
{
    None,
    UnknownCode,
    TooManyAttempts,
}
