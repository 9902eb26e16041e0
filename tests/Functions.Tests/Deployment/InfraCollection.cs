namespace Tollgate.Functions.Tests.Deployment;

/// <summary>The tests that read the compiled template. The template is compiled once for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class InfraCollection : ICollectionFixture<CompiledTemplate>
{
    public const string Name = "Infra";
}
