namespace Tollgate.TestKit.Rows;

/// <summary>A client's secret.</summary>
/// <param name="State">One of <see cref="ClearState"/>.</param>
public sealed record ClearSecret(string Workspace, string ClientId, string Secret, string State);
