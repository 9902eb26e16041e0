namespace Tollgate.TestKit;

/// <summary>What only one process of this clone may do at a time.</summary>
internal static class Turn
{
    /// <summary>Holds <paramref name="file"/> until it is disposed; waits five minutes at most.</summary>
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
