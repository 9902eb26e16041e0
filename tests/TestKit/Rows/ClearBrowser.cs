namespace Tollgate.TestKit.Rows;

/// <summary>The cookies of a browser. They contain the clear text of its session and of the marks by which the server recognizes it.</summary>
/// <param name="State">The state of the session: one of <see cref="ClearState"/>.</param>
public sealed record ClearBrowser(string Name, string State, string Workspace, string Username, IReadOnlyDictionary<string, string> Cookies);
