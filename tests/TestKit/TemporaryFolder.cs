namespace Tollgate.TestKit;

/// <summary>A folder that is deleted after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tollgate-").FullName;

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Deletes the folder. A server that has just stopped may still write a key into it.</summary>
    public void Dispose()
    {
        if (!SpinWait.SpinUntil(TryDelete, TimeSpan.FromSeconds(10)))
            Directory.Delete(Path, recursive: true);
    }

    private bool TryDelete()
    {
        try
        {
            if (Directory.Exists(Path))
                Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
