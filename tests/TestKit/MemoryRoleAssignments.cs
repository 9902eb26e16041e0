using Tollgate.Operator.Vault;
using Xunit;

namespace Tollgate.TestKit;

/// <summary>Role assignments in memory. A test can make listing and assigning fail.</summary>
public sealed class MemoryRoleAssignments : IRoleAssignments
{
    public List<RoleAssignment> All { get; } = [];

    public Exception? Fault { get; set; }

    public Task<IReadOnlyList<RoleAssignment>> ListAsync(string resource, string principal, CancellationToken cancellationToken) => Fault is { } fault
        ? Task.FromException<IReadOnlyList<RoleAssignment>>(fault)
        : Task.FromResult<IReadOnlyList<RoleAssignment>>([.. All.Where(each => each.Scope.StartsWith(resource, StringComparison.Ordinal))]);

    public Task AssignAsync(string resource, string role, string principal, CancellationToken cancellationToken)
    {
        if (Fault is { } fault)
            return Task.FromException(fault);
        var assignment = new RoleAssignment($"{resource}/{principal}/{role}", resource, role);
        if (!All.Contains(assignment))
            All.Add(assignment);
        return Task.CompletedTask;
    }

    public Task RemoveAsync(RoleAssignment assignment, CancellationToken cancellationToken)
    {
        Assert.True(All.Remove(assignment));
        return Task.CompletedTask;
    }
}
