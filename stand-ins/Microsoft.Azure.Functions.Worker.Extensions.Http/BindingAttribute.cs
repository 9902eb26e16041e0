namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Root of every binding attribute.</summary>
public abstract class BindingAttribute : Attribute;
