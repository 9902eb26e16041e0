namespace Tollgate.TestKit;

/// <summary>The tools of the repository's manifest, restored on first use. Several test processes may request them at the same time.</summary>
public static class DotnetTools
{
    private static readonly Lazy<Task> Restored = new(RestoreAsync);

    public static Task InstalledAsync() => Restored.Value;

    private static async Task RestoreAsync()
    {
        using var turn = await Turn.WaitAsync(Repository.PathOf(".config", ".lock"));
        await ChildProcess.RunAsync("dotnet", ["tool", "restore"], Repository.Root);
    }
}
