using System.Reflection;

namespace Tollgate.Domain.Tests;

public sealed class ArchitectureTests
{
    private static readonly Assembly Domain = typeof(AuthorizationServer).Assembly;

    [Fact]
    public void The_domain_references_nothing_but_System_and_abstractions()
    {
        var references = Domain.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.True(IsAllowed(name), $"Tollgate.Domain references {name}."));
    }

    [Fact]
    public void No_public_type_hides_behind_an_empty_name()
    {
        string[] suffixes = ["Manager", "Helper", "Util", "Service", "Base"];

        var named = Domain.GetExportedTypes().Where(type => suffixes.Any(suffix => NameOf(type).EndsWith(suffix, StringComparison.Ordinal)));

        Assert.Empty(named);
    }

    private static bool IsAllowed(string name) =>
        name is "netstandard"
        || name.StartsWith("System.", StringComparison.Ordinal)
        || (name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name.EndsWith(".Abstractions", StringComparison.Ordinal));

    /// <summary>The name of a type without the number of its type parameters.</summary>
    private static string NameOf(Type type) => type.Name.Split('`')[0];
}
