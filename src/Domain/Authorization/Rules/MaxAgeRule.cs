using System.Globalization;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>max_age is a number of seconds (OpenID Connect Core §3.1.2.1).</summary>
public sealed class MaxAgeRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters["max_age"] is not { } text)
            return null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return OAuthError.InvalidRequest("The max_age is not a number of seconds.");
        request.MaxAge = TimeSpan.FromSeconds(seconds);
        return null;
    }
}
