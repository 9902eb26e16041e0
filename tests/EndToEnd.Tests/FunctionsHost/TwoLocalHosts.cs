namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>Two that differ in what the comparison has to overlook: port, keys, clock and randomness.</summary>
public sealed class TwoLocalHosts : RecordedPair
{
    protected override Task<RecordedServer> StartOtherAsync() => StartLocalHostAsync("other");
}
