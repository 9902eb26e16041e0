using Tollgate.Domain.Grants;

namespace Tollgate.Domain.Devices;

/// <summary>
/// What this instance wrote at a device's last poll. While nobody else has written, the next poll is one conditional write and
/// no read.
/// </summary>
public interface IPollMemory
{
    AuthorizationGrant? Recall(string grantId);

    void Remember(AuthorizationGrant grant);

    void Forget(string grantId);
}
