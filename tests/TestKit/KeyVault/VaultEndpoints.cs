using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tollgate.TestKit.KeyVault;

/// <summary>Answers one request. It checks for a planned fault first, then for the token, and then performs the operation.</summary>
internal sealed class VaultEndpoints(KeyVaultServer server)
{
    private const string Resource = "https://" + KeyVaultServer.Domain;

    public async Task AnswerAsync(HttpContext context)
    {
        if (server.Faults.Latency > TimeSpan.Zero)
        {
            await Task.Delay(server.Faults.Latency, context.RequestAborted);
        }

        if (server.Faults.Down)
        {
            context.Abort();
            return;
        }

        var route = VaultRoute.Of(context.Request);
        try
        {
            var answer = await OperateAsync(context.Request, route);
            await WriteAsync(context.Response, route, HttpStatusCode.OK, answer);
        }
        catch (VaultError error)
        {
            AddHeaders(context.Response, error);
            await WriteAsync(context.Response, route, error.Status, error.ToJson());
        }
    }

    private async Task<JsonObject> OperateAsync(HttpRequest request, VaultRoute? route)
    {
        if (server.Faults.Next() is { } fault)
        {
            throw fault;
        }

        RequireToken(request);
        if (!request.Query.ContainsKey("api-version"))
        {
            throw new VaultError(HttpStatusCode.BadRequest, "MissingApiVersionParameter", "The api-version query parameter is missing.");
        }

        if (route is not null && route.Operation == server.Faults.Forbidden && (server.Faults.ForbiddenKey ?? route.KeyName) == route.KeyName)
        {
            throw VaultError.Forbidden("The caller is not authorized to perform the action on the resource.", "ForbiddenByRbac");
        }

        var body = await ReadBodyAsync(request);
        return route is null
            ? throw new VaultError(HttpStatusCode.NotFound, "NotFound", "The vault has no such operation.")
            : Operate(request, route, body);
    }

    private JsonObject Operate(HttpRequest request, VaultRoute route, JsonObject body)
    {
        var vault = $"https://{request.Host}";
        var name = route.KeyName ?? "";
        return route.Operation switch
        {
            "list" => Page(request, server.Keys.Names.Select(key => server.Keys.Find(key).ToItem(vault, withVersion: false))),
            "versions" => Page(request, server.Keys.Versions(name).Select(version => version.ToItem(vault, withVersion: true))),
            "create" => server.Keys.Create(name, VaultKeySpec.Read(body)).ToBundle(vault),
            "rotate" => server.Keys.Rotate(name).ToBundle(vault),
            "setsecret" => server.Secrets.Set(name, (string?)body["value"] ?? throw VaultError.BadParameter("The member value is missing.")).ToBundle(vault),
            "getsecret" => server.Secrets.Find(name, route.Version).ToBundle(vault),
            "secretversions" => Page(request, server.Secrets.Versions(name).Select(version => version.ToItem(vault))),
            "get" => server.Keys.Find(name, route.Version).ToBundle(vault),
            "update" => server.Keys.Update(name, route.Version, body).ToBundle(vault),
            _ => VaultCryptography.Operate(server.Keys.Find(name, route.Version), route.Operation, body, vault, server.Keys.Now),
        };
    }

    private JsonObject Page(HttpRequest request, IEnumerable<JsonObject> all)
    {
        var items = all.ToArray();
        var size = int.TryParse(request.Query["maxresults"], out var asked) ? Math.Min(asked, server.PageSize) : server.PageSize;
        var start = int.TryParse(request.Query["$skiptoken"], out var token) ? token : 0;
        var next = start + size < items.Length
            ? $"https://{request.Host}{request.Path}?api-version={request.Query["api-version"]}&$skiptoken={start + size}&maxresults={size}"
            : null;
        return new JsonObject { ["value"] = new JsonArray([.. items.Skip(start).Take(size)]), ["nextLink"] = next };
    }

    private void RequireToken(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : "";
        if (server.Credential.Accepts(token, server.Tenant, Resource + "/.default"))
        {
            return;
        }

        var authority = $"https://login.microsoftonline.com/{server.Tenant}";
        var claims = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"access_token":{"nbf":{"essential":true}}}"""));
        throw new VaultError(HttpStatusCode.Unauthorized, "Unauthorized", "The request carries no token that this vault takes.")
        {
            Challenge = server.Credential.IsRevoked(token)
                ? $"Bearer realm=\"\", authorization_uri=\"{authority}/oauth2/authorize\", error=\"insufficient_claims\", claims=\"{claims}\""
                : $"Bearer authorization=\"{authority}\", resource=\"{Resource}\"",
        };
    }

    private static async Task<JsonObject> ReadBodyAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? throw VaultError.BadParameter("The body is not an object.");
        }
        catch (JsonException)
        {
            throw VaultError.BadParameter("The body is not JSON.");
        }
    }

    private static void AddHeaders(HttpResponse response, VaultError error)
    {
        if (error.Challenge is { } challenge)
        {
            response.Headers.WWWAuthenticate = challenge;
        }

        if (error.RetryAfter is { } retryAfter)
        {
            response.Headers.RetryAfter = ((int)Math.Ceiling(retryAfter.TotalSeconds)).ToString();
        }
    }

    private async Task WriteAsync(HttpResponse response, VaultRoute? route, HttpStatusCode status, JsonObject body)
    {
        server.Log.Add(new VaultRequest(route?.Operation ?? "unknown", route?.KeyName, route?.Version, (int)status));
        response.StatusCode = (int)status;
        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(body.ToJsonString());
    }
}
