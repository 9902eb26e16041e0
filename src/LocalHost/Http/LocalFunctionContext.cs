using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace Tollgate.LocalHost.Http;

/// <summary>The context of one invocation. It makes the parts that the functions of this app do not use only when they are read.</summary>
internal sealed class LocalFunctionContext(HttpContext http, LocalFunctionDefinition definition, IServiceProvider services) : FunctionContext
{
    private string? _invocationId;
    private BindingContext? _binding;
    private IDictionary<object, object>? _items;
    private IInvocationFeatures? _features;

    public override string InvocationId => _invocationId ??= ActivityTraceId.CreateRandom().ToHexString();

    public override string FunctionId => definition.Id;

    public override TraceContext TraceContext { get; } = NoTrace.Instance;

    public override BindingContext BindingContext => _binding ??= new LocalBindingContext(http.Request.RouteValues);

    public override RetryContext RetryContext { get; } = NoRetry.Instance;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => definition;

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new LocalInvocationFeatures();

    public override CancellationToken CancellationToken => http.RequestAborted;

    private sealed class NoTrace : TraceContext
    {
        public static readonly NoTrace Instance = new();

        public override string TraceParent => "";

        public override string TraceState => "";
    }

    private sealed class NoRetry : RetryContext
    {
        public static readonly NoRetry Instance = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
