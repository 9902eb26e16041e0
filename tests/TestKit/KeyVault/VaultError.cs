using System.Net;
using System.Text.Json.Nodes;

namespace Tollgate.TestKit.KeyVault;

/// <summary>An answer that refuses the request, with the service's error code.</summary>
internal sealed class VaultError(HttpStatusCode status, string code, string message, string? innerCode = null) : Exception(message)
{
    public HttpStatusCode Status => status;

    public TimeSpan? RetryAfter { get; init; }

    public string? Challenge { get; init; }

    public static VaultError BadParameter(string message) => new(HttpStatusCode.BadRequest, "BadParameter", message);

    public static VaultError NotFound(string key) => new(HttpStatusCode.NotFound, "KeyNotFound", $"There is no key {key} in this vault.");

    public static VaultError Forbidden(string message, string innerCode) =>
        new(HttpStatusCode.Forbidden, "Forbidden", message, innerCode);

    public JsonObject ToJson()
    {
        var error = new JsonObject { ["code"] = code, ["message"] = Message };
        if (innerCode is not null)
        {
            error["innererror"] = new JsonObject { ["code"] = innerCode };
        }

        return new JsonObject { ["error"] = error };
    }
}
