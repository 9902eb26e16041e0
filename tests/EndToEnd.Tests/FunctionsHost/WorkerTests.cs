using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>The published app in its own process, as Azure runs it.</summary>
public sealed class WorkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_gets_a_token()
    {
        await using var server = await WorkerProcess.StartAsync();
        var answer = await OAuthClient.Service(server.Client).ClientCredentialsAsync(Token);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }
}
