using Microsoft.AspNetCore.Http;

namespace Tollgate.TestKit.KeyVault;

/// <summary>The parts of a request's method and path: the operation, the key or secret, and the version.</summary>
internal sealed record VaultRoute(string Operation, string? KeyName = null, string? Version = null)
{
    private static readonly string[] CryptographicOperations = ["sign", "verify", "wrapkey", "unwrapkey"];

    public static VaultRoute? Of(HttpRequest request)
    {
        var segments = request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments switch
        {
            ["keys", ..] => Of(request.Method, segments[1..]),
            ["secrets", ..] => OfSecret(request.Method, segments[1..]),
            _ => null,
        };
    }

    private static VaultRoute? OfSecret(string method, string[] segments) => (method, segments) switch
    {
        ("PUT", [var name]) => new VaultRoute("setsecret", name),
        ("GET", [var name, "versions"]) => new VaultRoute("secretversions", name),
        ("GET", [var name]) => new VaultRoute("getsecret", name),
        ("GET", [var name, var version]) => new VaultRoute("getsecret", name, version),
        _ => null,
    };

    private static VaultRoute? Of(string method, string[] segments) => (method, segments) switch
    {
        ("GET", []) => new VaultRoute("list"),
        ("GET", [var name, "versions"]) => new VaultRoute("versions", name),
        ("GET", [var name]) => new VaultRoute("get", name),
        ("GET", [var name, var version]) => new VaultRoute("get", name, version),
        ("PATCH", [var name]) => new VaultRoute("update", name),
        ("PATCH", [var name, var version]) => new VaultRoute("update", name, version),
        ("POST", [var name, "create"]) => new VaultRoute("create", name),
        ("POST", [var name, "rotate"]) => new VaultRoute("rotate", name),
        ("POST", [var name, var operation]) => Cryptographic(operation, name, null),
        ("POST", [var name, var version, var operation]) => Cryptographic(operation, name, version),
        _ => null,
    };

    private static VaultRoute? Cryptographic(string operation, string name, string? version) =>
        CryptographicOperations.Contains(operation, StringComparer.OrdinalIgnoreCase)
            ? new VaultRoute(operation.ToLowerInvariant(), name, version)
            : null;
}
