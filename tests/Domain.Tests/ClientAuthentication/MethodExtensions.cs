using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.ClientAuthentication;

internal static class MethodExtensions
{
    /// <summary>Reads the credentials with this method. If the method returns an error, checks that the error has a description.</summary>
    public static OAuthResult<ClientCredentials> Reading(this IClientAuthenticationMethod method, EndpointRequest request)
    {
        var result = method.Read(request);
        result.Error?.SaysWhy();
        return result;
    }
}
