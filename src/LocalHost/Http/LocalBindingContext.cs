using Microsoft.Azure.Functions.Worker;

namespace Tollgate.LocalHost.Http;

/// <summary>The values of a route's parameters.</summary>
internal sealed class LocalBindingContext(RouteValueDictionary values) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData => values;
}
