namespace Tollgate.Operator.Workspaces;

/// <summary>The name of a lifetime and its bounds.</summary>
internal sealed record LifetimeBounds(string Option, string Label, TimeSpan Minimum, TimeSpan Maximum);
