using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
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
    IBrowserStore Browsers);
