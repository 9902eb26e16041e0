using System.Text.Json;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>The resources that one deployment creates.</summary>
internal sealed record PredictedDeployment(IReadOnlyList<JsonElement> Resources)
{
    /// <summary>The object id of the user who deploys.</summary>
    public const string Operator = "22222222-2222-2222-2222-222222222222";

    public static PredictedDeployment Read(string snapshot)
    {
        using var document = JsonDocument.Parse(snapshot);
        Assert.Equal(0, document.RootElement.GetProperty("diagnostics").GetArrayLength());
        return new([.. document.RootElement.GetProperty("predictedResources").EnumerateArray().Select(resource => resource.Clone())]);
    }

    public IReadOnlyList<string> Tables => [.. Of("Microsoft.Storage/storageAccounts/tableServices/tables").Select(LastName)];

    public IReadOnlyDictionary<string, JsonElement> Keys =>
        Of("Microsoft.KeyVault/vaults/keys").ToDictionary(LastName, key => key.GetProperty("properties"));

    /// <summary>The settings of the function app. A value that is known only during a deployment is an expression.</summary>
    public IReadOnlyDictionary<string, string> AppSettings => Assert.Single(Of("Microsoft.Web/sites"))
        .GetProperty("properties").GetProperty("siteConfig").GetProperty("appSettings").EnumerateArray()
        .ToDictionary(setting => setting.GetProperty("name").GetString()!, setting => setting.GetProperty("value").GetString()!);

    public IReadOnlyList<Right> Rights => [.. Of("Microsoft.Authorization/roleAssignments").Select(assignment => Right.Of(
        assignment, DefinedRoles.ToDictionary(LastName, role => role.GetProperty("properties").GetProperty("roleName").GetString()!)))];

    /// <summary>The role definitions that the deployment creates.</summary>
    public IReadOnlyList<JsonElement> DefinedRoles => [.. Of("Microsoft.Authorization/roleDefinitions")];

    private IEnumerable<JsonElement> Of(string type) => Resources.Where(resource => resource.GetProperty("type").GetString() == type);

    private static string LastName(JsonElement resource) => resource.GetProperty("name").GetString()!.Split('/')[^1];
}
