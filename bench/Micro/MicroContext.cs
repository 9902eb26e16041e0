using Microsoft.Azure.Functions.Worker;

namespace Tollgate.Micro;

/// <summary>The context of a function that no host has invoked.</summary>
internal sealed class MicroContext : FunctionContext
{
    public override string InvocationId => "";

    public override string FunctionId => "";

    public override TraceContext TraceContext => null!;

    public override BindingContext BindingContext => null!;

    public override RetryContext RetryContext => null!;

    public override IServiceProvider InstanceServices { get; set; } = null!;

    public override FunctionDefinition FunctionDefinition => null!;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => null!;
}
