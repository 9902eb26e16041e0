namespace Tollgate.Domain.Interaction;

/// <summary>The user has decided; the device will notice.</summary>
public sealed record DeviceDonePage(bool IsAllowed) : Page;
