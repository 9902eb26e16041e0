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

    /// <summary>Runs the actions of a person in a browser. Skips the running test, with the reason, if there is no browser.</summary>
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
            // "dotnet test" loses a failure whose text has an escape character, and then reports success.
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

        // Not every runner prints the reason of a skip. "dotnet test" prints neither the reason nor the standard error of the tests, but it prints
        // diagnostic messages. The test program prints the standard error if it is started directly.
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
