using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tests.Hosting;

/// <summary>Declarations of functions that the Functions host is known to handle wrongly.</summary>
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

    private static readonly string[] Endpoints =
    [
        "apps", "apps/request", "authorize", "consent", "device", "device-authorization", "introspect", "invitation", "par", "register", "resource",
        "revoke", "sign-in", "sign-out", "token", "userinfo",
    ];

    private static readonly string[] Documents =
    [
        ".well-known/jwks.json", ".well-known/oauth-authorization-server", ".well-known/openid-configuration",
    ];

    [Fact]
    public void Every_endpoint_has_its_address_for_the_default_workspace_and_for_the_others() => Assert.Equal(
        new[]
        {
            Endpoints, Documents, Endpoints.Select(route => "{workspace}/oauth2/" + route), Documents.Select(route => "{workspace}/" + route),
            Documents.Skip(1)
                .Select(route => route + "/{workspace}"),
            ["{workspace}/oauth/2/token", "try", "try/api", "try/callback", "{ignored:maxlength(0)?}", "{workspace}", "{*path}"],
        }.SelectMany(routes => routes).Order(StringComparer.Ordinal),
        Functions.Select(f => f.Trigger.Route).Order(StringComparer.Ordinal));

    [Fact]
    public void No_workspace_can_have_a_name_that_is_an_address_already() => Assert.All(
        Functions.Select(f => f.Trigger.Route!.Split('/')[0]).Where(segment => segment is not ['{', ..] and not ".well-known"),
        segment => Assert.False(WorkspaceName.CanBeAdded(segment)));

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
    public void No_route_begins_like_a_route_of_the_host() => Assert.All(Functions, f =>
    {
        Assert.False(f.Trigger.Route!.StartsWith("admin", StringComparison.OrdinalIgnoreCase));
        Assert.False(f.Trigger.Route!.StartsWith("runtime", StringComparison.OrdinalIgnoreCase));
        Assert.False(f.Trigger.Route!.StartsWith('/'));
    });

    [Fact]
    public void The_routes_that_match_any_segment_and_any_path_come_last() => Assert.Equal(
        ["{workspace}", "{*path}"], Functions.OrderBy(f => f.Function.Name, StringComparer.Ordinal).TakeLast(2).Select(f => f.Trigger.Route));

    [Fact]
    public void Names_are_unique() => Assert.Equal(Functions.Count, Functions.DistinctBy(f => f.Function.Name.ToUpperInvariant()).Count());
}
