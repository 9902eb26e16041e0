namespace Tollgate.Cost;

/// <summary>One line of the price list.</summary>
internal sealed record Price(double Value, string Unit, string Source);
