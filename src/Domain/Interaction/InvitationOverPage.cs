namespace Tollgate.Domain.Interaction;

/// <summary>An invitation's link that leads nowhere any more, or never did.</summary>
public sealed record InvitationOverPage : Page;
