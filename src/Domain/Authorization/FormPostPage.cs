using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// An answer that the browser posts to the client (OAuth 2.0 Form Post Response Mode), or a client's request that it posts again, from a
/// page of this site.
/// </summary>
public sealed record FormPostPage(string Target, IReadOnlyList<(string Name, string Value)> Parameters) : Page;
