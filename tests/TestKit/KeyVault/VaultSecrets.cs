using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Tollgate.TestKit.KeyVault;

/// <summary>The vault's secrets by name, each with its versions in the order of their creation.</summary>
public sealed class VaultSecrets(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, List<VaultSecretVersion>> _secrets = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<VaultSecretVersion>> _deleted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates a secret, or a new version of an existing one.</summary>
    public VaultSecretVersion Set(string name, string value)
    {
        lock (_lock)
        {
            if (_deleted.ContainsKey(name))
                throw new VaultError(System.Net.HttpStatusCode.Conflict, "Conflict", $"Secret {name} is deleted but recoverable.",
                    "ObjectIsDeletedButRecoverable");
            if (!_secrets.TryGetValue(name, out var versions))
                _secrets[name] = versions = [];
            versions.Add(new VaultSecretVersion(name, value, time.GetUtcNow()));
            return versions[^1];
        }
    }

    /// <summary>A version of a secret, or its newest one.</summary>
    public VaultSecretVersion Find(string name, string? version = null)
    {
        lock (_lock)
        {
            return (_secrets.TryGetValue(name, out var versions)
                ? version is null ? versions[^1] : versions.Find(candidate => candidate.Version == version)
                : null) ?? throw NotFound(name);
        }
    }

    /// <summary>The versions from the oldest to the newest. Empty if there is no such secret.</summary>
    public IReadOnlyList<VaultSecretVersion> Versions(string name)
    {
        lock (_lock)
        {
            return _secrets.TryGetValue(name, out var versions) ? [.. versions] : [];
        }
    }

    /// <summary>Deletes the secret. The vault then treats the secret as unknown.</summary>
    public void Delete(string name)
    {
        lock (_lock)
        {
            _secrets.Remove(name, out var versions);
            _deleted[name] = versions ?? throw NotFound(name);
        }
    }

    public void Recover(string name)
    {
        lock (_lock)
        {
            _deleted.Remove(name, out var versions);
            _secrets[name] = versions ?? throw NotFound(name);
        }
    }

    internal static VaultError NotFound(string name) =>
        new(System.Net.HttpStatusCode.NotFound, "SecretNotFound", $"A secret with (name/id) {name} was not found in this key vault.");
}

/// <summary>One version of a secret.</summary>
public sealed class VaultSecretVersion(string name, string value, DateTimeOffset createdOn)
{
    public string Name => name;

    public string Value => value;

    public string Version { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public bool Enabled { get; set; } = true;

    internal JsonObject ToBundle(string vault)
    {
        if (!Enabled)
            throw VaultError.Forbidden("Operation get is not allowed on a disabled secret.", "SecretDisabled");
        var bundle = ToItem(vault);
        bundle["value"] = value;
        return bundle;
    }

    internal JsonObject ToItem(string vault) => new()
    {
        ["id"] = $"{vault.TrimEnd('/')}/secrets/{name}/{Version}",
        ["attributes"] = new JsonObject
        {
            ["enabled"] = Enabled,
            ["created"] = createdOn.ToUnixTimeSeconds(),
            ["updated"] = createdOn.ToUnixTimeSeconds(),
            ["recoveryLevel"] = "Recoverable+Purgeable",
        },
    };
}
