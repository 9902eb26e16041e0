using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Tollgate.Functions;

namespace Tollgate.LocalHost.Hosting;

/// <summary>Finds the HTTP-triggered functions of the function app and maps their routes in the order of the Functions host.</summary>
internal static class FunctionRoutes
{
    public static void Map(WebApplication app, string? functionKey)
    {
        var prefix = RoutePrefix();
        var order = 0;
        foreach (var function in Find().OrderBy(function => function.Name, StringComparer.Ordinal))
        {
            var invoker = new FunctionInvoker(function, app.Services, functionKey);
            var route = function.Trigger.Route ?? function.Name;
            var endpoint = app.Map(prefix + route, invoker.InvokeAsync);
            if (function.Trigger.Methods is { } methods)
                endpoint.WithMetadata(new HttpMethodMetadata(methods));
            // The host takes the first matching route in name order, even if a later route is more specific.
            var rank = order++;
            endpoint.Add(builder => ((RouteEndpointBuilder)builder).Order = rank);
        }
    }

    public static IEnumerable<HttpFunction> Find() =>
        from type in typeof(TollgateServices).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(t => t is not null)
        where trigger is not null
        select new HttpFunction(function.Name, method, trigger);

    /// <summary>The prefix of all routes, from the deployed host.json. The default of the host is <c>api</c>.</summary>
    private static string RoutePrefix()
    {
        using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "host.json")));
        var prefix = host.RootElement.TryGetProperty("extensions", out var extensions)
            && extensions.TryGetProperty("http", out var http) && http.TryGetProperty("routePrefix", out var value)
                ? value.GetString()
                : "api";
        return string.IsNullOrEmpty(prefix) ? "/" : $"/{prefix.Trim('/')}/";
    }
}
