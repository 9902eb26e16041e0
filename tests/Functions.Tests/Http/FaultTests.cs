using System.Net;
using Azure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;
using Tollgate.Domain.Keys;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>A service behind the server fails. The caller gets an OAuth error with an id, and the log gets the details.</summary>
public sealed class FaultTests
{
    public static readonly TheoryData<Exception, HttpStatusCode, string> Faults = new()
    {
        { new RequestFailedException(429, "throttled"), HttpStatusCode.ServiceUnavailable, "temporarily_unavailable" },
        { new RequestFailedException(503, "busy"), HttpStatusCode.ServiceUnavailable, "temporarily_unavailable" },
        { new RequestFailedException(0, "no connection"), HttpStatusCode.ServiceUnavailable, "temporarily_unavailable" },
        { new AggregateException(new RequestFailedException(0, "no connection")), HttpStatusCode.ServiceUnavailable, "temporarily_unavailable" },
        { new SigningKeyClosedException(), HttpStatusCode.ServiceUnavailable, "temporarily_unavailable" },
        { new TimeoutException("slow"), HttpStatusCode.ServiceUnavailable, "temporarily_unavailable" },
        { new RequestFailedException(403, "no role"), HttpStatusCode.InternalServerError, "server_error" },
        { new InvalidOperationException("a bug with secret-detail"), HttpStatusCode.InternalServerError, "server_error" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_logged_and_answered_without_its_text(Exception fault, HttpStatusCode status, string error)
    {
        var (id, log) = await FaultAsync(fault, status, error);
        var entry = Assert.Single(log.Entries, entry => entry.Level == LogLevel.Error);
        Assert.Contains(id, entry.Message, StringComparison.Ordinal);
        Assert.Same(fault, entry.Exception);
    }

    /// <summary>The keys report this fault once, as an error. Each failed request adds a warning with its id.</summary>
    [Fact]
    public async Task A_missing_signing_key_is_a_temporary_fault_and_a_warning_with_the_reason()
    {
        var (id, log) = await FaultAsync(new NoSigningKeyException("the reason"), HttpStatusCode.ServiceUnavailable, "temporarily_unavailable");
        Assert.DoesNotContain(log.Entries, entry => entry.Level == LogLevel.Error);
        var entry = Assert.Single(log.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.Contains(id, entry.Message, StringComparison.Ordinal);
        Assert.Contains("the reason", entry.Message, StringComparison.Ordinal);
    }

    private static async Task<(string Id, RecordingLoggerProvider Log)> FaultAsync(Exception fault, HttpStatusCode status, string error)
    {
        var keys = new Mock<ISigningKeys>();
        keys.Setup(k => k.Algorithms).Returns(["ES256"]);
        keys.Setup(k => k.CurrentAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ThrowsAsync(fault);
        var log = new RecordingLoggerProvider();
        await using var host = await TestHost.StartAsync(
            options => options with { LogLevel = LogLevel.Information },
            services => services.AddSingleton<IKeyRings>(new OneKeyRing(keys.Object)).AddSingleton<ILoggerProvider>(log));

        using var response = await host.Client.PostTokenAsync("grant_type=client_credentials", TokenRequests.DemoCredentials);
        var body = await response.JsonAsync();
        var description = body.GetProperty("error_description").GetString()!;

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(error, body.GetProperty("error").GetString());
        Assert.Equal(status == HttpStatusCode.ServiceUnavailable ? "5" : "", response.Header("Retry-After"));
        Assert.DoesNotContain(fault.Message, description, StringComparison.Ordinal);
        return (description.Split(' ')[^1].TrimEnd('.'), log);
    }
}
