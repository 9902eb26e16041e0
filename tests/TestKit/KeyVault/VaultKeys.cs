using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Tollgate.TestKit.KeyVault;

/// <summary>The vault's keys by name, each with its versions; the newest is the current one.</summary>
public sealed class VaultKeys(TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, List<VaultKeyVersion>> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<VaultKeyVersion>> _deleted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the list of versions of a key that is not there is empty, or the answer 404 as for every other operation.</summary>
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

    /// <summary>Makes a key, or a new version of one that exists.</summary>
    public VaultKeyVersion Create(string name, VaultKeySpec spec) => Add(name, new VaultKeyVersion(name, spec, Now));

    /// <summary>Takes in a key pair that another vault has had, as the newest version; it becomes the vault's own.</summary>
    public VaultKeyVersion Import(string name, RSA key, string version) =>
        Add(name, new VaultKeyVersion(name, new VaultKeySpec("RSA", key.KeySize), Now, key, version));

    public VaultKeyVersion CreateEc(string name) => Create(name, new VaultKeySpec("EC"));

    public VaultKeyVersion CreateRsa(string name) => Create(name, new VaultKeySpec("RSA"));

    /// <summary>Makes a new current version like the last one, as the vault's rotation policy does.</summary>
    public VaultKeyVersion Rotate(string name) =>
        Create(name, Find(name).Spec with { Enabled = true, NotBefore = null, ExpiresOn = null });

    public void Disable(string name, string version) => Find(name, version).Update(spec => spec with { Enabled = false }, Now);

    /// <summary>Disables every version, or enables it again.</summary>
    public void Enable(string name, bool isEnabled)
    {
        foreach (var version in Versions(name))
        {
            version.Update(spec => spec with { Enabled = isEnabled }, Now);
        }
    }

    /// <summary>Ends the validity of every version.</summary>
    public void Expire(string name, DateTimeOffset at)
    {
        foreach (var version in Versions(name))
        {
            version.Update(spec => spec with { ExpiresOn = at }, Now);
        }
    }

    /// <summary>From now on the key is not there, whatever is asked of it, until it is recovered.</summary>
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

    /// <summary>All versions of a key. Their order says nothing about their age, as in the service.</summary>
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
