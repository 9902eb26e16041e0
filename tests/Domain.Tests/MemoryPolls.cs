using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;

namespace Tollgate.Domain.Tests;

/// <summary>What one instance remembers of devices.</summary>
internal sealed class MemoryPolls : IPollMemory
{
    private readonly Dictionary<string, AuthorizationGrant> _polls = [];

    public AuthorizationGrant? Recall(string grantId) => _polls.GetValueOrDefault(grantId);

    public void Remember(AuthorizationGrant grant) => _polls[grant.Id] = grant;

    public void Forget(string grantId) => _polls.Remove(grantId);
}
