namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger supplied beside its value, such as route parameters.</summary>
public abstract class BindingContext
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
