using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Tollgate.TestKit.KeyVault;

/// <summary>The vault's keys by name, each with its versions. The newest version is the current one.</summary>
public sealed class VaultKeys(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, List<VaultKeyVersion>> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<VaultKeyVersion>> _deleted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the vault lists no versions for an unknown key. If false, it answers 404, as for every other operation.</summary>
    public bool UnknownListsNothing { get; set; } = true;

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _keys.Keys];
            }
        }
    }

    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Creates a key, or a new version of an existing one.</summary>
    public VaultKeyVersion Create(string name, VaultKeySpec spec) => Add(name, new VaultKeyVersion(name, spec, Now));

    /// <summary>Imports a key pair of another vault as the newest version. The vault takes ownership of the key pair.</summary>
    public VaultKeyVersion Import(string name, RSA key, string version) =>
        Add(name, new VaultKeyVersion(name, new VaultKeySpec("RSA", key.KeySize), Now, key, version));

    public VaultKeyVersion CreateEc(string name) => Create(name, new VaultKeySpec("EC"));

    public VaultKeyVersion CreateRsa(string name) => Create(name, new VaultKeySpec("RSA"));

    /// <summary>Creates a new current version like the last one, as the vault's rotation policy does.</summary>
    public VaultKeyVersion Rotate(string name) =>
        Create(name, Find(name).Spec with { Enabled = true, NotBefore = null, ExpiresOn = null });

    public void Disable(string name, string version) => Find(name, version).Update(spec => spec with { Enabled = false }, Now);

    /// <summary>Disables or enables every version.</summary>
    public void Enable(string name, bool isEnabled)
    {
        foreach (var version in Versions(name))
        {
            version.Update(spec => spec with { Enabled = isEnabled }, Now);
        }
    }

    /// <summary>Sets the expiry of every version.</summary>
    public void Expire(string name, DateTimeOffset at)
    {
        foreach (var version in Versions(name))
        {
            version.Update(spec => spec with { ExpiresOn = at }, Now);
        }
    }

    /// <summary>Deletes the key. The vault treats the key as unknown until it is recovered.</summary>
    public void Delete(string name)
    {
        lock (_lock)
        {
            _keys.Remove(name, out var versions);
            _deleted[name] = versions ?? throw VaultError.NotFound(name);
        }
    }

    public void Recover(string name)
    {
        lock (_lock)
        {
            _deleted.Remove(name, out var versions);
            _keys[name] = versions ?? throw VaultError.NotFound(name);
        }
    }

    /// <summary>A version of a key, or its current one.</summary>
    public VaultKeyVersion Find(string name, string? version = null)
    {
        lock (_lock)
        {
            return (_keys.TryGetValue(name, out var versions)
                ? version is null ? versions[^1] : versions.Find(candidate => candidate.Version == version)
                : null) ?? throw VaultError.NotFound(version is null ? name : $"{name}/{version}");
        }
    }

    /// <summary>All versions of a key. As in the service, their order says nothing about their age.</summary>
    public IReadOnlyList<VaultKeyVersion> Versions(string name)
    {
        lock (_lock)
        {
            return _keys.TryGetValue(name, out var versions)
                ? [.. versions.OrderBy(version => version.Version, StringComparer.Ordinal)]
                : UnknownListsNothing ? [] : throw VaultError.NotFound(name);
        }
    }

    public void Dispose()
    {
        foreach (var version in _keys.Values.Concat(_deleted.Values).SelectMany(versions => versions))
        {
            version.Dispose();
        }
    }

    internal VaultKeyVersion Update(string name, string? version, JsonObject body)
    {
        var found = Find(name, version);
        found.Update(spec => spec.With(body), Now);
        return found;
    }

    private VaultKeyVersion Add(string name, VaultKeyVersion version)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue(name, out var versions))
            {
                _keys[name] = versions = [];
            }

            versions.Add(version);
        }

        return version;
    }
}
