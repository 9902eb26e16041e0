namespace Microsoft.Azure.Functions.Worker;

/// <summary>Whether a binding feeds a function or takes what it yields.</summary>
public enum BindingDirection
{
    In,
    Out,
}
