using Tollgate.Domain;
using Tollgate.Domain.Handles;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Settings;

namespace Tollgate.LocalHost.Demo;

/// <summary>The demo's parts outside the function app: an external identity provider, and a device with a screen.</summary>
internal static class DemoRoutes
{
    public static void Map(WebApplication app, TollgateSettings settings)
    {
        var provider = new ExternalIdentityProvider(
            settings.SigningLocalKeys, settings.Issuer, app.Services.GetRequiredService<TimeProvider>(), app.Services.GetRequiredService<Randomness>());
        app.Map(ExternalIdentityProvider.JwksPath, async http =>
            await SendAsync(http, await provider.JwksAsync(http.RequestAborted)));
        app.Map(ExternalIdentityProvider.MetadataPath, http => SendAsync(http, provider.Metadata()));
        app.Map("/demo-device", new DemoDevice(app.Services.GetRequiredService<AuthorizationServer>(), settings.Issuer).InvokeAsync);
    }

    private static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> json)
    {
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }
}
