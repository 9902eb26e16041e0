using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Tollgate.LocalHost.Hosting;

namespace Tollgate.LocalHost.Http;

/// <summary>The name of a function and its place in the code.</summary>
internal sealed class LocalFunctionDefinition(HttpFunction function) : FunctionDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters { get; } =
        [.. function.Method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override string PathToAssembly => function.Method.Module.FullyQualifiedName;

    public override string EntryPoint => $"{function.Method.DeclaringType}.{function.Method.Name}";

    public override string Id => function.Name;

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
}
