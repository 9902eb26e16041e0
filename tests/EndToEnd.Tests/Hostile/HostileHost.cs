using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Hostile;

/// <summary>A server process that has answered some normal requests before.</summary>
public sealed class HostileHost : IAsyncLifetime
{
    public ServerProcess Host { get; private set; } = null!;

    public long WorkingSetAtStart { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Host = await ServerProcess.StartAsync("--log", "Warning");
        (await LocalHostUser.SignInAsync(Host.Address, "demo-spa", CancellationToken.None)).Dispose();
        await OAuthClient.Service(Host.Client).ClientCredentialsAsync(CancellationToken.None);
        WorkingSetAtStart = Host.WorkingSet;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
