namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>Two LocalHosts. They differ only in values that the comparison must ignore: port, keys, clock and randomness.</summary>
public sealed class TwoLocalHosts : RecordedPair
{
    protected override Task<RecordedServer> StartOtherAsync() => StartLocalHostAsync("other");
}
