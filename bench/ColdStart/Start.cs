using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Tollgate.TestKit;
using Tollgate.TestKit.FunctionsHost;

namespace Tollgate.ColdStart;

/// <summary>Starts one worker and measures until its first token.</summary>
internal static class Start
{
    private static readonly string Probe = Path.Combine(AppContext.BaseDirectory, "Tollgate.Probe.dll");

    /// <summary>
    /// Returns the milliseconds from the start of the process to the first token. For a placeholder, they count from the end of its wait.
    /// </summary>
    public static async Task<double> MeasureAsync(App app, bool isPlaceholder)
    {
        using var folder = new TemporaryFolder();
        var go = folder.PathOf("go");
        await using var host = await BeginAsync(app, isPlaceholder ? Hook("PROBE_GO", go) : []);
        var begun = host.WorkerStartedAt;
        var answer = AskAsync(host);
        if (isPlaceholder)
        {
            // The runtime starts during this delay. Then the process waits for the file.
            await Task.Delay(500);
            begun = Stopwatch.GetTimestamp();
            await File.WriteAllTextAsync(go, "");
        }

        await answer;
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    public static async Task<Figures> FiguresAsync(App app)
    {
        using var folder = new TemporaryFolder();
        var figures = folder.PathOf("figures");
        await using var host = await BeginAsync(app, Hook("PROBE_FIGURES", figures));
        await AskAsync(host);
        await File.WriteAllTextAsync(figures + ".ask", "");
        while (!File.Exists(figures))
            await Task.Delay(10);
        return Figures.Read(figures);
    }

    private static Task<PlayedFunctionsHost> BeginAsync(App app, Dictionary<string, string> hook)
    {
        var settings = new Dictionary<string, string>(app.Settings.Concat(hook));
        return PlayedFunctionsHost.BeginAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}"), app.Folder, settings);
    }

    private static Dictionary<string, string> Hook(string variable, string file) => new() { ["DOTNET_STARTUP_HOOKS"] = Probe, [variable] = file };

    private static async Task AskAsync(PlayedFunctionsHost host)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
            Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("demo-service:demo-service-secret"u8)) },
        };
        using var response = await client.SendAsync(request);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"No token but {response.StatusCode}:\n{host.Output}");
    }
}
