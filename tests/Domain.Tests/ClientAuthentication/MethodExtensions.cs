using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.ClientAuthentication;

internal static class MethodExtensions
{
    /// <summary>What the method reads. An error must say why.</summary>
    public static OAuthResult<ClientCredentials> Reading(this IClientAuthenticationMethod method, EndpointRequest request)
    {
        var result = method.Read(request);
        result.Error?.SaysWhy();
        return result;
    }
}
