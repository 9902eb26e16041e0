namespace Tollgate.Operator.Vault;

/// <summary>Lists, makes and removes role assignments of Azure.</summary>
public interface IRoleAssignments
{
    /// <summary>The assignments of a principal on a resource and on the resources below it.</summary>
    Task<IReadOnlyList<RoleAssignment>> ListAsync(string resource, string principal, CancellationToken cancellationToken);

    /// <summary>Gives a role. Nothing happens if the principal has it already.</summary>
    /// <param name="role">The id of the role: a GUID.</param>
    Task AssignAsync(string resource, string role, string principal, CancellationToken cancellationToken);

    Task RemoveAsync(RoleAssignment assignment, CancellationToken cancellationToken);
}

/// <param name="Id">The resource id of the assignment itself.</param>
/// <param name="Scope">The id of the resource that the role is on.</param>
/// <param name="Role">The id of the role: a GUID.</param>
public sealed record RoleAssignment(string Id, string Scope, string Role);
