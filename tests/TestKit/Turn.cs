namespace Tollgate.TestKit;

/// <summary>A lock between the processes of this clone.</summary>
internal static class Turn
{
    /// <summary>Takes the lock <paramref name="file"/> and holds it until the result is disposed. Waits at most five minutes.</summary>
    public static async Task<IDisposable> WaitAsync(string file)
    {
        for (var i = 0; ; i++)
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (i < 3000)
            {
                await Task.Delay(100);
            }
    }
}
