using Microsoft.AspNetCore.Http;

namespace Tollgate.Functions.Tests.TrustedIssuers;

/// <summary>Answers of an identity provider that are useless, too slow or dangerous.</summary>
public sealed partial class ForeignKeysTests
{
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("{\"issuer\":7,\"jwks_uri\":7}")]
    [InlineData("{\"issuer\":\"ISSUER\"}")]
    [InlineData("{\"issuer\":\"ISSUER\",\"jwks_uri\":7}")]
    [InlineData("{\"issuer\":\"ISSUER\",\"jwks_uri\":null}")]
    [InlineData("{\"issuer\":\"ISSUER\",\"jwks_uri\":\"keys\"}")]
    [InlineData("{\"issuer\":\"ISSUER\",\"jwks_uri\":\"file:///etc/passwd\"}")]
    [InlineData("{\"issuer\":\"ISSUER\",\"jwks_uri\":\"\\ud800\"}")]
    [InlineData("{\"issuer\":\"https://other.example\",\"jwks_uri\":\"ISSUER/keys\"}")]
    [InlineData("{\"issuer\":\"ISSUER/\",\"jwks_uri\":\"ISSUER/keys\"}")]
    public async Task Discovery_that_makes_no_sense_is_an_outage_of_the_provider(string document)
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Discovery = http => http.Response.WriteAsync(document.Replace("ISSUER", provider.Issuer, StringComparison.Ordinal));
        await UnavailableAsync(provider.Trusted);
        Assert.Equal(0, provider.Fetches);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"keys\":7}")]
    [InlineData("<html>")]
    public async Task Keys_that_make_no_sense_are_an_outage_of_the_provider(string document)
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Jwks = http => http.Response.WriteAsync(document);
        await UnavailableAsync(provider.Trusted);
    }

    [Fact]
    public async Task Keys_of_other_kinds_do_not_affect_the_usable_keys()
    {
        await using var provider = await ForeignProvider.StartAsync();
        var good = provider.KeySet()["{\"keys\":[".Length..];
        provider.Jwks = http => http.Response.WriteAsync(
            """{"keys":[7,null,{},{"kty":"oct","k":"AAAA","kid":"a"},{"kty":"EC","crv":"P-256","x":7,"y":7}"""
                + """,{"kty":"EC","crv":"P-256","x":"AA","y":"AA"},{"kty":"RSA","n":"AQAB","e":"AQAB"},""" + good);
        Assert.Equal(1, await FindAsync(provider.Trusted, null));
    }

    [Fact]
    public async Task A_point_that_is_not_on_the_curve_fits_no_signature_and_is_no_fault()
    {
        await using var provider = await ForeignProvider.StartAsync();
        var bad = new string('A', 42) + "E";
        provider.Jwks = http => http.Response.WriteAsync($$"""{"keys":[{"kty":"EC","crv":"P-256","x":"{{bad}}","y":"{{bad}}","kid":"bad"}]}""");
        var keys = await _keys.FindAsync(provider.Trusted.Keys, "bad", default);
        Assert.All(keys, key => Assert.False(key.Verify([1, 2, 3], new byte[64])));
    }

    [Fact]
    public async Task Answers_that_are_too_large_are_not_read_to_their_end()
    {
        await using var provider = await ForeignProvider.StartAsync();
        var written = 0L;
        provider.Jwks = async http =>
        {
            var block = new byte[64 * 1024];
            for (var i = 0; i < 1000; i++, written += block.Length)
            {
                await http.Response.Body.WriteAsync(block, http.RequestAborted);
                // After the reader has closed the connection, writes succeed without effect until the server notices it. The delay gives the server time.
                if (i % 16 == 15)
                    await Task.Delay(10, http.RequestAborted);
            }
        };
        await UnavailableAsync(provider.Trusted);
        Assert.True(written < 32 * 1024 * 1024, $"{written} octets were sent");
    }

    [Fact]
    public async Task A_declared_length_that_is_too_large_is_refused()
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Discovery = http =>
        {
            http.Response.ContentLength = 300 * 1024;
            return http.Response.Body.WriteAsync(new byte[300 * 1024], http.RequestAborted).AsTask();
        };
        await UnavailableAsync(provider.Trusted);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Redirects_are_not_followed(int status)
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Discovery = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = provider.JwksUri;
            return Task.CompletedTask;
        };
        await UnavailableAsync(provider.Trusted);
        Assert.Equal(0, provider.Fetches);
    }

    /// <summary>The provider writes the discovery document, so the server checks the address in it too.</summary>
    [Theory]
    [InlineData("http://169.254.169.254/metadata/identity/oauth2/token")]
    [InlineData("http://10.0.0.1/keys")]
    [InlineData("http://[::ffff:169.254.169.254]/keys")]
    [InlineData("ftp://127.0.0.1/keys")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user@127.0.0.1/keys")]
    public async Task Discovery_leads_to_no_forbidden_place(string jwksUri)
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Discovery = http => http.Response.WriteAsync($$"""{"issuer":"{{provider.Issuer}}","jwks_uri":"{{jwksUri}}"}""");

        var fault = await Assert.ThrowsAsync<TimeoutException>(async () => await FindAsync(provider.Trusted, "x"));

        Assert.Contains("is not an address to fetch from", fault.InnerException!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Errors_are_an_outage_of_the_provider(int status)
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Jwks = Status(status);
        await UnavailableAsync(provider.Trusted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_slow_provider_is_given_up_after_some_seconds(bool beginsToAnswer)
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Jwks = async http =>
        {
            if (beginsToAnswer)
                await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted);
        };
        var started = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAnyAsync<Exception>(async () => await FindAsync(provider.Trusted, "x"));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 15);
        started = TimeProvider.System.GetTimestamp();
        await UnavailableAsync(provider.Trusted);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 2);
    }
}
