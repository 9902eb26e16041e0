using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.ClientAuthentication;

internal static class MethodExtensions
{
    /// <summary>For methods that look at the request alone: they answer at once.</summary>
    public static OAuthResult<ClientCredentials> Read(this IClientAuthenticationMethod method, EndpointRequest request)
    {
        var reading = method.ReadAsync(request, CancellationToken.None);
        var result = reading.IsCompletedSuccessfully ? reading.Result : throw new InvalidOperationException("The method waits for something.");
        result.Error?.SaysWhy();
        return result;
    }
}
