namespace Tollgate.Domain.Interaction;

/// <summary>An applicant's address where there is no request any more, or never was one.</summary>
public sealed record ApplicationOverPage : Page;
