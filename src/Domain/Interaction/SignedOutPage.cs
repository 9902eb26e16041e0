namespace Tollgate.Domain.Interaction;

/// <summary>Nobody is signed in any more.</summary>
public sealed record SignedOutPage : Page;
