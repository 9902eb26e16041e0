namespace Tollgate.TestKit.Rows;

/// <summary>A browser: its cookies are the clear text of a session, and of the browsers that a user is known by.</summary>
/// <param name="State">Of the session: one of <see cref="ClearState"/>.</param>
public sealed record ClearBrowser(string Name, string State, string Workspace, string Username, IReadOnlyDictionary<string, string> Cookies);
