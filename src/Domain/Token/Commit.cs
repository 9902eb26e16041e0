using Tollgate.Domain.Grants;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Token;

/// <summary>
/// Writes what a token request changes: first the ids that may be used only once, then the grant. It runs after the tokens are signed and
/// before they are handed out. So if the signing key cannot be reached, the client can still use its code or refresh token.
/// </summary>
public sealed class Commit(IOneTimeUses oneTimeUses, IGrantStore grants, IGrantMemory memory, IUserIndex index)
{
    /// <inheritdoc cref="IOneTimeUses.RefusalAsync"/>
    public ValueTask<OAuthError?> UseAsync(Workspace workspace, IReadOnlyList<OneTimeUse> uses, CancellationToken cancellationToken) =>
        oneTimeUses.RefusalAsync(workspace, uses, cancellationToken);

    /// <summary>False when another request has written the row of the grant since it was read. Nothing was written then.</summary>
    public async ValueTask<bool> TryWriteAsync(Workspace workspace, GrantWrite? write, CancellationToken cancellationToken)
    {
        if (!await WriteAsync(workspace, write, cancellationToken))
            return false;
        index.Add(workspace, write);
        return true;
    }

    private async ValueTask<bool> WriteAsync(Workspace workspace, GrantWrite? write, CancellationToken cancellationToken)
    {
        switch (write)
        {
            case GrantAddition addition:
                await grants.AddAsync(workspace, addition.Grant, cancellationToken);
                return true;
            case GrantStep step:
                return await TryStepAsync(workspace, step, cancellationToken);
            case GrantAnswer answer:
                memory.Told(workspace, answer.Grant);
                return true;
            default:
                return true;
        }
    }

    private async ValueTask<bool> TryStepAsync(Workspace workspace, GrantStep step, CancellationToken cancellationToken)
    {
        var version = await grants.WriteAsync(memory, workspace, step.Grant, cancellationToken);
        if (version is null)
            memory.Forget(workspace, step.Grant.Id);
        else if (step.IsRemembered)
            memory.Remember(workspace, step.Grant with { Version = version });
        return version is not null;
    }
}
