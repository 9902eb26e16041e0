using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Registration;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Users;

namespace Tollgate.Domain;

/// <summary>Everything that is kept.</summary>
public sealed record Stores(
    IClientStore Clients,
    IGrantStore Grants,
    IUserStore Users,
    ISessionStore Sessions,
    IConsentStore Consents,
    IAttemptStore Attempts,
    IBrowserStore Browsers,
    IUserCodeStore UserCodes,
    IGrantMemory Remembered,
    ITrustedIssuerStore TrustedIssuers,
    IApplicationStore Applications,
    IRegistrationTokenStore RegistrationTokens,
    IInvitationStore Invitations);
