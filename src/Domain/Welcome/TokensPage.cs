using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Welcome;

/// <summary>The tokens that the demo client got, for people to look at: JSON, indented.</summary>
public sealed record TokensPage(string TryItPath, string Response, string AccessToken, string? IdToken) : Page;
