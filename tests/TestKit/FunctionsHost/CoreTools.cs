using System.ComponentModel;
using System.Text.Json;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>The real Functions host, started with the Core Tools if they are on the PATH. It runs a copy of the published app.</summary>
public sealed class CoreTools : IAsyncDisposable
{
    /// <summary>The oldest version that runs .NET 10 apps.</summary>
    private static readonly Version Oldest = new(4, 0, 6280);

    private readonly TemporaryFolder _folder;
    private readonly ChildProcess _process;

    private CoreTools(TemporaryFolder folder, ChildProcess process, Uri address)
    {
        _folder = folder;
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public string Output => _process.Output;

    /// <summary>The reason for a skip. Null if the Core Tools can be used.</summary>
    public static async Task<string?> WhyMissingAsync()
    {
        try
        {
            var printed = await ChildProcess.RunAsync("func", ["--version"], Path.GetTempPath());
            return Version.TryParse(printed.Trim(), out var version) && version >= Oldest
                ? null
                : $"The Functions Core Tools are older than {Oldest}: {printed.Trim()}.";
        }
        catch (Win32Exception)
        {
            return "The Functions Core Tools (func) are not on the PATH.";
        }
    }

    /// <param name="settings">The app settings. The issuer is the address of the host.</param>
    public static async Task<CoreTools> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var address = new Uri($"http://localhost:{FreePort.Take()}");
        var folder = new TemporaryFolder();
        Copy(await PublishedApp.FolderAsync(), folder.Path);
        var values = new Dictionary<string, string>(settings)
        {
            ["Issuer"] = address.ToString().TrimEnd('/'),
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
            ["AzureWebJobsDisableHomepage"] = "true",
        };
        await File.WriteAllTextAsync(folder.PathOf("local.settings.json"), JsonSerializer.Serialize(new { IsEncrypted = false, Values = values }));
        var process = ChildProcess.Start("func", ["start", "--port", $"{address.Port}"], folder.Path);
        using var client = new HttpClient { BaseAddress = address };
        await process.WaitAsync(() => AnswersAsync(client));
        return new CoreTools(folder, process, address);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            return (await client.GetAsync("/.well-known/openid-configuration")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
