using System.Text.Json;
using Xunit;

namespace Tollgate.TestKit;

/// <summary>The browser of this machine, for all tests of an assembly.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private string? _missing;

    private static string Path => Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path ? path : "/usr/bin/chromium";

    /// <summary>Runs a script that drives the browser; skips the running test, with the reason, where there is none.</summary>
    /// <param name="options">What the script gets, besides the place of the browser.</param>
    public async Task<IReadOnlyList<JsonElement>> RunAsync(string folder, string script, Dictionary<string, object?> options)
    {
        Skipped.When(_missing is not null, _missing ?? "");
        return await NodeClient.RunAsync(folder, script, new Dictionary<string, object?>(options) { ["browser"] = Path });
    }

    public async ValueTask InitializeAsync()
    {
        _missing = await NodePackages.WhyMissingAsync()
            ?? (File.Exists(Path) ? null : $"There is no browser at {Path} (CHROMIUM_PATH names another place).");
        if (_missing is null)
            return;
        // Runners print a skip's reason at their own discretion. "dotnet test" prints neither that nor the standard error of
        // the tests, but diagnostic messages; the test program started by itself prints the standard error.
        var reason = $"Tests in a browser are skipped: {_missing}";
        Console.Error.WriteLine(reason);
        TestContext.Current.SendDiagnosticMessage(reason);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
