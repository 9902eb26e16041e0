using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Tollgate.Functions.Tests.Hosting;

/// <summary>What the Functions host is known to stumble over.</summary>
public sealed class FunctionDeclarationTests
{
    private static readonly List<(MethodInfo Method, FunctionAttribute Function, HttpTriggerAttribute Trigger)> Functions =
    [
        .. from type in typeof(TollgateServices).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select (method, function, method.GetParameters()[0].GetCustomAttribute<HttpTriggerAttribute>()!),
    ];

    [Fact]
    public void Every_endpoint_is_one_function() => Assert.Equal(
        [
            ".well-known/jwks.json", ".well-known/oauth-authorization-server", ".well-known/openid-configuration", "authorize", "consent",
            "device", "device-authorization", "introspect", "resource", "revoke", "sign-in", "sign-out", "token", "try", "try/callback", "userinfo", "{ignored:maxlength(0)?}",
        ],
        Functions.Select(f => f.Trigger.Route).Order(StringComparer.Ordinal));

    [Fact]
    public void A_function_takes_the_request_alone_because_other_parameters_bind_from_the_query() => Assert.All(Functions, f =>
    {
        Assert.Equal([typeof(HttpRequestData)], f.Method.GetParameters().Select(parameter => parameter.ParameterType));
        Assert.Equal(typeof(Task<HttpResponseData>), f.Method.ReturnType);
        Assert.True(f.Method.DeclaringType!.IsPublic);
    });

    [Fact]
    public void A_function_answers_every_method_itself_and_asks_for_no_key() => Assert.All(Functions, f =>
    {
        Assert.Null(f.Trigger.Methods);
        Assert.Equal(AuthorizationLevel.Anonymous, f.Trigger.AuthLevel);
    });

    [Fact]
    public void No_route_begins_as_the_hosts_own_do() => Assert.All(Functions, f =>
    {
        Assert.False(f.Trigger.Route!.StartsWith("admin", StringComparison.OrdinalIgnoreCase));
        Assert.False(f.Trigger.Route!.StartsWith("runtime", StringComparison.OrdinalIgnoreCase));
        Assert.False(f.Trigger.Route!.StartsWith('/'));
    });

    [Fact]
    public void Names_are_unique() => Assert.Equal(Functions.Count, Functions.DistinctBy(f => f.Function.Name.ToUpperInvariant()).Count());
}
