namespace Tollgate.TestKit;

/// <summary>Waits for what happens in the background.</summary>
public static class Eventually
{
    /// <summary>Returns as soon as the condition holds; the limit is only there to end a test that fails.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
            await Task.Delay(1, limit.Token);
    }

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));
}
