using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Functions.Signing;

/// <summary>A file with a secret of local mode. Only the owner can read the file and its folder. The first use makes both.</summary>
internal static class LocalKeyFile
{
    /// <summary>Only one of several starting processes makes the file, and all use it. An existing file is always complete.</summary>
    public static string ReadOrMake(string path, Func<string> make)
    {
        if (File.Exists(path))
            return File.ReadAllText(path);
        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var turn = new Mutex(false, @"Global\tollgate-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(path)))));
        Wait(turn);
        try
        {
            if (!File.Exists(path))
                WriteWhole(path, make());
            return File.ReadAllText(path);
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    private static void Wait(Mutex turn)
    {
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // The process that held the mutex has ended. This process holds it now, and overwrites an unfinished draft.
        }
    }

    private static void WriteWhole(string path, string content)
    {
        var draft = path + ".draft";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options))
            writer.Write(content);
        File.Move(draft, path);
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
