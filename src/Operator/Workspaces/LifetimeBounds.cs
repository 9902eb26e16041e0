namespace Tollgate.Operator.Workspaces;

/// <summary>What a lifetime is called and how short and long it may be.</summary>
internal sealed record LifetimeBounds(string Option, string Label, TimeSpan Minimum, TimeSpan Maximum);
