using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tollgate.TestKit;

/// <summary>A program that a test starts. Disposing it kills the program and every process that the program started.</summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ChildProcess(Process process) => _process = process;

    public string Output => string.Join('\n', _lines);

    public int Id => _process.Id;

    public Task Exited => _process.WaitForExitAsync();

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <param name="environment">Variables besides those of this process. A variable with an empty value is removed.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        // On Windows, npm is a script with another name.
        var name = program == "npm" && OperatingSystem.IsWindows() ? "npm.cmd" : program;
        var child = new ChildProcess(new Process
        {
            StartInfo = new ProcessStartInfo(name, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                UseShellExecute = false,
            },
        });
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
            child._process.StartInfo.Environment[variable] = value.Length > 0 ? value : null;
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        child._process.StandardInput.Close();
        return child;
    }

    /// <summary>Runs a program to its end and returns its output. Throws if the program fails.</summary>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var child = Start(program, arguments, folder, environment);
        return await child.WaitForExitAsync() == 0
            ? child.Output
            : throw new InvalidOperationException($"{program} ended with {child.ExitCode}:\n{child.Output}");
    }

    /// <summary>Waits until the program ends and returns its exit code.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        return ExitCode;
    }

    /// <summary>Waits until <paramref name="isReady"/> holds. Throws if the program ends before, or if a minute passes.</summary>
    public async Task WaitAsync(Func<Task<bool>> isReady)
    {
        for (var waited = Stopwatch.StartNew(); !await isReady(); await Task.Delay(50))
            if (_process.HasExited || waited.Elapsed > TimeSpan.FromMinutes(1))
                throw new InvalidOperationException($"{_process.StartInfo.FileName} did not get ready:\n{Output}");
    }

    /// <summary>The memory that the program uses now, in octets.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // If the text of a failure contains an escape character, "dotnet test" loses the failure and reports success.
    private void Keep(string? line)
    {
        if (line is not null)
            _lines.Enqueue(TerminalColors().Replace(line, ""));
    }

    [GeneratedRegex("\\e\\[[0-9;]*[A-Za-z]")]
    private static partial Regex TerminalColors();
}
