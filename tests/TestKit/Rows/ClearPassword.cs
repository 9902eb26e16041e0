namespace Tollgate.TestKit.Rows;

/// <summary>A user's password.</summary>
public sealed record ClearPassword(string Workspace, string Username, string Password);
