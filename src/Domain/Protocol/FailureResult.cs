namespace Tollgate.Domain.Protocol;

/// <summary>An error answer; with a challenge where the caller is asked to authenticate.</summary>
public sealed record FailureResult(OAuthError Error, Challenge? Challenge = null) : EndpointResult;
