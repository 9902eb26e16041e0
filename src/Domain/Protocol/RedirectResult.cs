namespace Tollgate.Domain.Protocol;

/// <summary>Sends the browser on, with 303 so that a submitted form is never repeated elsewhere (RFC 9700 §4.12).</summary>
public sealed record RedirectResult(string Location) : EndpointResult;
