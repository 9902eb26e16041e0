namespace Tollgate.TestKit.Rows;

/// <summary>The cookies of a browser: the clear text of a session, and of the marks by which the server knows the browser of a user.</summary>
/// <param name="State">The state of the session: one of <see cref="ClearState"/>.</param>
public sealed record ClearBrowser(string Name, string State, string Workspace, string Username, IReadOnlyDictionary<string, string> Cookies);
