using Tollgate.RowMaker.Scenes;

namespace Tollgate.RowMaker;

/// <summary>Runs all scenes, so that every kind of row exists. A scene may use rows of the scenes before it.</summary>
internal static class Play
{
    /// <summary>The play must take much less time than an access token lives, because the tokens must still be valid when a test starts.</summary>
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
        await KeyClientScene.RunAsync(stage);
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
