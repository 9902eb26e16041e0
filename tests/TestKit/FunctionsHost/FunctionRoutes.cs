using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>
/// Chooses the function that answers a request: the first match in the order of the function names, with the router of the real host. No function answers
/// a method that no function declares. Paths that begin with admin or runtime belong to the host.
/// </summary>
internal static class FunctionRoutes
{
    public static IRouter Of(
        IEnumerable<HostedFunction> functions, string prefix, IServiceProvider services, Func<HostedFunction, HttpContext, Task> invoke)
    {
        var routes = new RouteCollection();
        foreach (var template in new[] { "admin/{**path:minlength(1)}", "runtime/{**path:minlength(1)}" })
            routes.Add(RouteTo(template, null, RefuseAsync, services));
        foreach (var function in functions.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase))
            routes.Add(RouteTo($"{prefix}/{function.Route}".Trim('/'), function.Methods, context => invoke(function, context), services));
        return routes;
    }

    private static Route RouteTo(string template, IReadOnlyList<string>? methods, RequestDelegate handler, IServiceProvider services)
    {
        var constraints = new Dictionary<string, object>();
        if (methods is not null)
            constraints["httpMethod"] = new HttpMethodRouteConstraint([.. methods]);
        return new Route(
            new RouteHandler(handler), template, defaults: null, constraints, dataTokens: null, services.GetRequiredService<IInlineConstraintResolver>());
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
