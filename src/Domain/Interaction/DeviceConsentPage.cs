using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Interaction;

/// <summary>A device asks for something; the user compares the code and decides (RFC 8628 §5.4).</summary>
public sealed record DeviceConsentPage(string FormToken, string UserCode, string ClientName, string Username, ScopeSet Scope) : Page;
