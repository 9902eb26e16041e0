using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// A form that the browser posts: an answer to the client (OAuth 2.0 Form Post Response Mode), or a client's request once more,
/// this time from a page of this site.
/// </summary>
public sealed record FormPostPage(string Target, IReadOnlyList<(string Name, string Value)> Parameters) : Page;
