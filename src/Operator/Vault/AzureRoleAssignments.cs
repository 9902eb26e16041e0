using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Tollgate.Operator.Vault;

/// <summary>Role assignments over the REST interface of Azure Resource Manager (Microsoft.Authorization, 2022-04-01).</summary>
/// <param name="options">The transport and the retries, for tests.</param>
public sealed class AzureRoleAssignments(TokenCredential credential, ClientOptions? options = null) : IRoleAssignments
{
    private const string Host = "https://management.azure.com";
    private const string Assignments = "/providers/Microsoft.Authorization/roleAssignments";
    private const string Version = "api-version=2022-04-01";

    private readonly Lazy<HttpPipeline> _pipeline = new(() => HttpPipelineBuilder.Build(
        options ?? new ManagementOptions(), new BearerTokenAuthenticationPolicy(credential, $"{Host}/.default")));

    public async Task<IReadOnlyList<RoleAssignment>> ListAsync(string resource, string principal, CancellationToken cancellationToken)
    {
        var found = new List<RoleAssignment>();
        var next = $"{Host}{resource}{Assignments}?{Version}&$filter={Uri.EscapeDataString($"principalId eq '{principal}'")}";
        while (next is not null)
        {
            var page = await SendAsync(RequestMethod.Get, next, null, cancellationToken);
            found.AddRange(page!["value"]!.AsArray().Select(Read));
            next = (string?)page["nextLink"];
        }

        // The list also holds assignments above the resource, which do not belong to this deployment.
        return [.. found.Where(each => each.Scope.StartsWith(resource, StringComparison.OrdinalIgnoreCase))];
    }

    public async Task AssignAsync(string resource, string role, string principal, CancellationToken cancellationToken)
    {
        var subscription = string.Join('/', resource.Split('/').Take(3));
        var body = new JsonObject
        {
            ["properties"] = new JsonObject
            {
                ["roleDefinitionId"] = $"{subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}",
                ["principalId"] = principal,
                ["principalType"] = "ServicePrincipal",
            },
        };
        try
        {
            await SendAsync(RequestMethod.Put, $"{Host}{resource}{Assignments}/{NameOf(resource, role, principal)}?{Version}", body, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // The principal already has the role, by an assignment with another name.
        }
    }

    public Task RemoveAsync(RoleAssignment assignment, CancellationToken cancellationToken) =>
        SendAsync(RequestMethod.Delete, $"{Host}{assignment.Id}?{Version}", null, cancellationToken);

    /// <summary>The name of an assignment. The same right always gets the same name, so that the command can run again.</summary>
    private static Guid NameOf(params string[] parts) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', parts).ToLowerInvariant())).AsSpan(0, 16));

    private static RoleAssignment Read(JsonNode? node) => new(
        (string)node!["id"]!, (string)node["properties"]!["scope"]!, ((string)node["properties"]!["roleDefinitionId"]!).Split('/')[^1]);

    private async Task<JsonNode?> SendAsync(RequestMethod method, string address, JsonObject? body, CancellationToken cancellationToken)
    {
        using var message = _pipeline.Value.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(address));
        message.Request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body.ToJsonString()));
        }

        await _pipeline.Value.SendAsync(message, cancellationToken);
        if (message.Response.IsError)
            throw new RequestFailedException(message.Response);
        return message.Response.Content.ToMemory().IsEmpty ? null : JsonNode.Parse(message.Response.Content);
    }

    private sealed class ManagementOptions : ClientOptions;
}
