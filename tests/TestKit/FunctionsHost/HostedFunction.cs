using System.Text.Json;
using Tollgate.TestKit.FunctionsHost.Messages;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>A function with an HTTP trigger, as the worker declares it.</summary>
/// <param name="Route">The route below the prefix in host.json.</param>
/// <param name="Methods">The HTTP methods of the function. Null if it accepts all methods.</param>
public sealed record HostedFunction(string Id, string Name, string Trigger, string Route, IReadOnlyList<string>? Methods)
{
    /// <summary>Reads a declaration. It also fills in the bindings, which the real host parses from the raw bindings for the worker.</summary>
    internal static HostedFunction Of(RpcFunctionMetadata function)
    {
        HostedFunction? found = null;
        foreach (var raw in function.RawBindings)
        {
            using var document = JsonDocument.Parse(raw);
            var binding = document.RootElement;
            var (name, type) = (Text(binding, "name")!, Text(binding, "type")!);
            function.Bindings[name] = new BindingInfo
            {
                Type = type,
                Direction = Enum.Parse<BindingInfo.Types.Direction>(Text(binding, "direction")!, ignoreCase: true),
            };
            if (type.Equals("httpTrigger", StringComparison.OrdinalIgnoreCase))
                found = Of(function, name, binding);
        }

        return found ?? throw new InvalidOperationException($"{function.Name} has no HTTP trigger.");
    }

    private static HostedFunction Of(RpcFunctionMetadata function, string trigger, JsonElement binding) =>
        string.Equals(Text(binding, "authLevel"), "anonymous", StringComparison.OrdinalIgnoreCase)
            ? new HostedFunction(
                function.FunctionId, function.Name, trigger, Text(binding, "route") is { Length: > 0 } route ? route : function.Name, MethodsOf(binding))
            : throw new InvalidOperationException($"{function.Name} needs a function key, and this host plays none.");

    private static string[]? MethodsOf(JsonElement binding) =>
        binding.TryGetProperty("methods", out var methods) && methods.ValueKind == JsonValueKind.Array
            ? [.. methods.EnumerateArray().Select(method => method.GetString()!)]
            : null;

    private static string? Text(JsonElement binding, string name) => binding.TryGetProperty(name, out var value) ? value.GetString() : null;
}
