using Tollgate.Domain.Applications;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.PushedRequests;
using Tollgate.Domain.Registration;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workloads;

namespace Tollgate.Domain;

/// <summary>All stores of the server.</summary>
public sealed record Stores
{
    public required IClientStore Clients { get; init; }

    public required IGrantStore Grants { get; init; }

    public required IUserStore Users { get; init; }

    public required ISessionStore Sessions { get; init; }

    public required IConsentStore Consents { get; init; }

    public required IAttemptStore Attempts { get; init; }

    public required IBrowserStore Browsers { get; init; }

    public required IUserCodeStore UserCodes { get; init; }

    public required IPushedRequestStore PushedRequests { get; init; }

    public required IGrantMemory Remembered { get; init; }

    public required ITrustedIssuerStore TrustedIssuers { get; init; }

    public required IApplicationStore Applications { get; init; }

    public required IRegistrationTokenStore RegistrationTokens { get; init; }

    public required IInvitationStore Invitations { get; init; }

    public required IUserIndex UserIndex { get; init; }

    public required IWorkloadIndex Workloads { get; init; }
}
