namespace Tollgate.TestKit;

/// <summary>Waits for the result of background work.</summary>
public static class Eventually
{
    /// <summary>Returns as soon as the condition holds. The time limit only ends a test that fails.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
            await Task.Delay(1, limit.Token);
    }

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));
}
