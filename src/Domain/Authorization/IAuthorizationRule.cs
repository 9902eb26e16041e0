using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization;

/// <summary>One check of an authorization request. It fills in what it has checked, or returns an error.</summary>
public interface IAuthorizationRule
{
    OAuthError? Apply(AuthorizationRequest request);
}
