using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

public sealed class SecretsInLogsTests
{
    [Fact]
    public async Task Nothing_secret_and_no_line_break_of_a_caller_reaches_the_log()
    {
        var log = new RecordingLoggerProvider();
        await using var host = await TestHost.StartAsync(
            options => options with { LogLevel = LogLevel.Trace }, services => services.AddSingleton<ILoggerProvider>(log));
        var client = host.Client;

        var token = await client.DemoTokenAsync();
        (await client.PostTokenAsync("grant_type=client_credentials", "demo-service:a-wrong-guess")).Dispose();
        (await client.PostTokenAsync("grant_type=client_credentials&client_id=evil%0d%0aforged&client_secret=a-wrong-guess")).Dispose();
        (await client.PostTokenAsync("grant_type=evil%0d%0aforged", TokenRequests.DemoCredentials)).Dispose();
        (await client.PostTokenAsync("grant_type=client_credentials&scope=evil%0d%0aforged", TokenRequests.DemoCredentials)).Dispose();
        (await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/resource") { Headers = { { "Authorization", $"Bearer {token}" } } })).Dispose();

        Assert.Contains(log.Entries, entry => entry.Message.Contains("invalid_client", StringComparison.Ordinal));
        var text = string.Join('|', log.Entries.Select(entry => entry.Message + entry.Exception));
        foreach (var secret in new[] { "demo-service-secret", "a-wrong-guess", token, token.Split('.')[2], "evil\r\nforged", "evil\nforged" })
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }
}
