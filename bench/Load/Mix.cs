namespace Tollgate.Load;

/// <summary>Chooses the next request: 60 % client credentials, 20 % refresh, 8 % code, 5 % introspection, 5 % documents, 2 % devices.</summary>
internal sealed class Mix(Grants grants, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();

    public Task NextAsync(Wire wire)
    {
        int chance;
        lock (_gate)
            chance = _random.Next(100);
        return chance switch
        {
            < 60 => grants.ClientCredentialsAsync(wire),
            < 80 => grants.RefreshAsync(wire),
            < 88 => grants.CodeAsync(wire),
            < 93 => grants.IntrospectAsync(wire),
            < 98 => grants.DocumentAsync(wire, isKeys: chance % 2 == 0),
            _ => grants.DeviceAsync(wire),
        };
    }
}
