using System.Security.Cryptography.X509Certificates;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Tollgate.EmbeddedTables;
using Tollgate.Functions;
using Tollgate.Functions.Settings;
using Tollgate.LocalHost.Demo;

namespace Tollgate.LocalHost.Hosting;

/// <summary>The function app on Kestrel. It owns the web server and the tables of the embedded engine.</summary>
public sealed class LocalHostServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LocalHostServer(WebApplication app, LocalHostOptions options)
    {
        _app = app;
        Options = options;
    }

    public LocalHostOptions Options { get; }

    public Uri Address => Options.Address;

    public IServiceProvider Services => _app.Services;

    /// <param name="configure">Adds a test's registrations before the registrations of the app. The first registration of a type counts.</param>
    public static async Task<LocalHostServer> StartAsync(LocalHostOptions options, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(SettingsOf(options));
        builder.WebHost.UseKestrelCore().UseUrls(options.Address.ToString()).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (options.IsHttps)
            UseHttps(builder.WebHost, options.Certificate);
        builder.Services.AddRoutingCore();
        AddLogging(builder.Logging, options.LogLevel);
        configure?.Invoke(builder.Services);
        if (options.TablesConnectionString is null)
            builder.Services.TryAddSingleton(provider => OpenEmbedded(options, provider));
        builder.Services.AddTollgate(builder.Configuration);

        var app = builder.Build();
        FunctionRoutes.Map(app, options.FunctionKey);
        if (options.Demo)
            DemoRoutes.Map(app, app.Services.GetRequiredService<TollgateSettings>());
        await app.StartAsync();
        return new LocalHostServer(app, options);
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void UseHttps(IWebHostBuilder host, string? file)
    {
        host.UseKestrelHttpsConfiguration();
        if (file is null)
            return;
        var certificate = X509Certificate2.CreateFromPemFile(file);
        host.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
    }

    private static Dictionary<string, string?> SettingsOf(LocalHostOptions options)
    {
        var settings = new Dictionary<string, string?>
        {
            [SettingNames.Issuer] = options.Address.ToString(),
            [SettingNames.SigningMode] = "local",
            [SettingNames.SigningLocalKeys] = options.Keys,
            [SettingNames.Demo] = options.Demo.ToString(),
            [SettingNames.TablesConnectionString] = options.TablesConnectionString,
        };
        foreach (var (name, value) in options.Settings)
            settings[name] = value;
        return settings;
    }

    private static TableServiceClient OpenEmbedded(LocalHostOptions options, IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return options.DataFile is { } file ? TableEngine.File(file, time) : TableEngine.InMemory(time);
    }

    private static void AddLogging(ILoggingBuilder logging, LogLevel level) => logging
        .SetMinimumLevel(level)
        .AddFilter("Microsoft", level < LogLevel.Information ? level : LogLevel.Warning)
        // This category would log whole addresses, with their tickets and user codes.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)
        // Program reports in a sentence why the start fails.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        .AddFilter("Azure", level < LogLevel.Information ? level : LogLevel.Warning)
        .AddSimpleConsole(console => (console.SingleLine, console.ColorBehavior) = (true, LoggerColorBehavior.Disabled));
}
