using Tollgate.RowMaker.Scenes;

namespace Tollgate.RowMaker;

/// <summary>All that can be done to the tables, in an order in which it can be done.</summary>
internal static class Play
{
    /// <summary>Half the life of an access token: what is handed out has to be good when a test starts.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(Stage stage)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        await WorkspaceScene.RunAsync(stage);
        await ClientScene.RunAsync(stage);
        await UserScene.RunAsync(stage);
        await stage.StartWrappedAsync();
        await ApplicationScene.RunAsync(stage);
        await RegistrationScene.RunAsync(stage);
        await CodeScene.RunAsync(stage);
        await DeviceScene.RunAsync(stage);
        await ServiceScene.RunAsync(stage);
        await AssertionScene.RunAsync(stage);
        await EndingScene.RunAsync(stage);
        await WrappedScene.RunAsync(stage);
        await KeyScene.RunAsync(stage);
        if (TimeProvider.System.GetElapsedTime(startedAt) > Longest)
            throw new TimeoutException("The rows took so long that the first of them are old already.");
    }
}
