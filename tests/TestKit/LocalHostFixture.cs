using Tollgate.LocalHost.Hosting;
using Xunit;

namespace Tollgate.TestKit;

/// <summary>One <see cref="TestHost"/> for the tests of a class.</summary>
public sealed class LocalHostFixture : IAsyncLifetime
{
    private TestHost _host = null!;

    public LocalHostServer Server => _host.Server;

    public HttpClient Client => _host.Client;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(options => options.Set("Signing:Algorithms", "ES256,RS256,PS256"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
