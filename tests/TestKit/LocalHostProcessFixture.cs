using Xunit;

namespace Tollgate.TestKit;

/// <summary>One LocalHost process for the tests of a class, with the demo data in memory.</summary>
public sealed class LocalHostProcessFixture : IAsyncLifetime
{
    public LocalHostProcess Host { get; private set; } = null!;

    public string Issuer => Host.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => Host = await LocalHostProcess.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
