using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>The Chromium of this machine, driven by Playwright, for all tests of the assembly.</summary>
public sealed partial class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private string? _missing;

    private static string Path => Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    /// <summary>Has a person do something before a browser; skips the running test, with the reason, where there is no browser.</summary>
    internal async Task RunAsync(BrowserSettings settings, Func<BrowserSession, Task> work)
    {
        Skipped.When(_missing is not null, _missing ?? "");
        await using var session = await BrowserSession.StartAsync(_playwright!.Chromium, Path, settings);
        try
        {
            await work(session);
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
        {
            // A failure whose text holds an escape character is lost on its way to "dotnet test", which then reports success.
            throw new BrowserFailedException(TerminalColors().Replace($"{exception.Message}\n{exception.StackTrace}", ""));
        }
    }

    public async ValueTask InitializeAsync()
    {
        _missing = File.Exists(Path) ? null : $"There is no browser at {Path} (CHROMIUM_PATH names another place).";
        if (_missing is null)
        {
            _playwright = await Playwright.CreateAsync();
            return;
        }

        // Runners print a skip's reason at their own discretion. "dotnet test" prints neither that nor the standard error of
        // the tests, but diagnostic messages; the test program started by itself prints the standard error.
        var reason = $"Tests in a browser are skipped: {_missing}";
        await Console.Error.WriteLineAsync(reason);
        TestContext.Current.SendDiagnosticMessage(reason);
    }

    public ValueTask DisposeAsync()
    {
        _playwright?.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("\\e\\[[0-9;]*[A-Za-z]|\\e")]
    private static partial Regex TerminalColors();
}
