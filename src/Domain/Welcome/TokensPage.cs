using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Welcome;

/// <summary>Shows the tokens that the demo client got, as indented JSON.</summary>
public sealed record TokensPage(string TryItPath, string Response, string AccessToken, string? IdToken) : Page;
