using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Registration;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;

namespace Tollgate.Operator.Tables;

/// <summary>
/// The ports that the commands work on. This is the only place that connects them with the tables, so a command knows neither
/// Azure nor a table.
/// </summary>
internal sealed class OperatorStores : IDisposable
{
    /// <summary>How long a running server may work with the values that it read before a change.</summary>
    public static readonly TimeSpan NoticedWithin = CachedClientStore.Lifetime;

    private readonly TableServiceClient _tables;
    private readonly RegistrationTokenTable _registrationTokens;

    private OperatorStores(TableServiceClient tables, Surroundings surroundings)
    {
        _tables = tables;
        // The server sweeps expired rows. A command ends too early to do that.
        var expired = new ExpiredRows(surroundings.Time, NullLogger<ExpiredRows>.Instance);
        Workspaces = new WorkspaceTable(tables);
        Applications = new ApplicationTable(tables, surroundings.Randomness);
        AuditCopies = new AuditCopyRebuild(tables);
        AuditTrail = new AuditTrail(tables);
        Users = new UserTable(tables);
        Sessions = new SessionTable(tables, expired, surroundings.Time);
        Grants = new GrantTable(tables, expired);
        Consents = new ConsentTable(tables);
        UserIndex = new UserIndex(tables, surroundings.Time, new BackgroundWrites(NullLogger<BackgroundWrites>.Instance));
        TrustedIssuers = new TrustedIssuerTable(tables);
        Invitations = new InvitationTable(tables, expired, surroundings.Time, surroundings.Randomness);
        _registrationTokens = new RegistrationTokenTable(tables, expired, surroundings.Time, surroundings.Randomness);
        SigningKeys = new EpochKeyTable(tables);
    }

    public IWorkspaceAdministration Workspaces { get; }

    /// <summary>The clients, their requests and their audit records.</summary>
    public IApplicationStore Applications { get; }

    public IAuditCopies AuditCopies { get; }

    public IAuditTrail AuditTrail { get; }

    public IUserAdministration Users { get; }

    public ISessionStore Sessions { get; }

    public IGrantStore Grants { get; }

    public IConsentAdministration Consents { get; }

    public IUserIndexAdministration UserIndex { get; }

    public ITrustedIssuerAdministration TrustedIssuers { get; }

    public IInvitationStore Invitations { get; }

    public IRegistrationTokenStore RegistrationTokens => _registrationTokens;

    public IRegistrationTokenAdministration RegistrationTokenList => _registrationTokens;

    public IEpochKeys SigningKeys { get; }

    public IPasswordHasher PasswordHasher { get; } = new FrameworkPasswordHasher();

    /// <summary>Opens the tables. It also makes missing tables, unless the deployment makes them.</summary>
    public static async Task<OperatorStores> OpenAsync(TablesLocation location, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var stores = new OperatorStores(location.Open(surroundings.Time), surroundings);
        try
        {
            await location.PrepareAsync(stores._tables, cancellationToken);
            return stores;
        }
        catch
        {
            stores.Dispose();
            throw;
        }
    }

    /// <summary>Closes the embedded engine's file. A client of a table service has nothing to close.</summary>
    public void Dispose() => (_tables as IDisposable)?.Dispose();
}
