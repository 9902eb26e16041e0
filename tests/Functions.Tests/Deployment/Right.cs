using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>A role assignment: a principal has a role on a resource.</summary>
internal sealed partial record Right(string Who, string Role, string On)
{
    public const string App = "app";
    public const string Operator = "operator";

    /// <summary>The names of Azure's built-in roles, by their ids.</summary>
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["e147488a-f6f5-4113-8e2d-b22465e65bf6"] = "Key Vault Crypto Service Encryption User",
        ["14b46e9e-c2b7-41b4-b07b-48a6ebf60603"] = "Key Vault Crypto Officer",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
    };

    /// <param name="defined">The roles that the deployment defines, by their ids.</param>
    public static Right Of(JsonElement assignment, IReadOnlyDictionary<string, string> defined)
    {
        var properties = assignment.GetProperty("properties");
        var principal = properties.GetProperty("principalId").GetString()!;
        var role = properties.GetProperty("roleDefinitionId").GetString()!.TrimEnd(']', ')', '\'').Split('/', '\'')[^1];
        return new(
            principal == PredictedDeployment.Operator ? Operator : IdentityOfTheApp().IsMatch(principal) ? App : principal,
            Roles.GetValueOrDefault(role, defined.GetValueOrDefault(role, role)),
            Scope(assignment.GetProperty("id").GetString()!));
    }

    /// <summary>
    /// The type of the resource, and the name too if the resource is a key. The id of an assignment begins with the scope. If only a running deployment
    /// knows parts of the id, the id is an expression whose first argument is the scope.
    /// </summary>
    private static string Scope(string id)
    {
        var parts = ScopeOfId().Match(id).Groups["scope"].Value.Split('/');
        return parts[^2] == "keys" ? $"keys/{parts[^1]}" : parts[^2];
    }

    [GeneratedRegex(@"^(\[extensionResourceId\(')?(?<scope>[^']+?)(',|/providers/Microsoft.Authorization/)")]
    private static partial Regex ScopeOfId();

    [GeneratedRegex(@"^\[reference\('[^']+/userAssignedIdentities/id-[^']+', '[^']+'\)\.principalId\]$")]
    private static partial Regex IdentityOfTheApp();
}
