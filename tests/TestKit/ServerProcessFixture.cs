using Xunit;

namespace Tollgate.TestKit;

/// <summary>One server process for the tests of a class, with the demo data in memory.</summary>
public sealed class ServerProcessFixture : IAsyncLifetime
{
    public ServerProcess Host { get; private set; } = null!;

    public string Issuer => Host.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => Host = await ServerProcess.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
