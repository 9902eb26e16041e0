using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Tollgate.Domain.Keys;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.TrustedIssuers;

/// <summary>An identity provider of another party. The test chooses its behaviour.</summary>
internal sealed class ForeignProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _fetches;

    private ForeignProvider(WebApplication app, Uri address)
    {
        _app = app;
        Issuer = address.ToString().TrimEnd('/');
        Discovery = http => http.Response.WriteAsync($$"""{"issuer":"{{Issuer}}","jwks_uri":"{{JwksUri}}"}""");
        Jwks = http => http.Response.WriteAsync(KeySet());
    }

    public string Issuer { get; }

    public string JwksUri => Issuer + "/keys";

    public List<PublicKey> Keys { get; } = [NewKey()];

    /// <summary>The number of requests for the keys.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    public RequestDelegate Discovery { get; set; }

    public RequestDelegate Jwks { get; set; }

    public TrustedIssuer Trusted => new(Issuer) { Audience = "tollgate", Clients = ["demo-service"] };

    public static async Task<ForeignProvider> StartAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address.ToString());
        var app = builder.Build();
        var provider = new ForeignProvider(app, address);
        app.Map("/.well-known/openid-configuration", http => provider.Discovery(http));
        app.Map("/keys", http =>
        {
            Interlocked.Increment(ref provider._fetches);
            return provider.Jwks(http);
        });
        await app.StartAsync();
        return provider;
    }

    public static PublicKey NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new PublicKey(SigningAlgorithms.ES256, key.ExportParameters(includePrivateParameters: false));
    }

    public string KeySet() => JsonSerializer.Serialize(new
    {
        keys = Keys.Select(key => new { kty = "EC", crv = "P-256", x = key.JsonWebKey.X, y = key.JsonWebKey.Y, kid = key.KeyId, use = "sig" }),
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
