using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>Runs all flows of the server. Then it searches everything that the server has logged, stored and traced for every secret that was sent.</summary>
[Collection(Alone)]
public sealed class SecretsSweepTests(AzuriteFixture azurite)
{
    /// <summary>Tracers hear the whole process, so no other test may run in it.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Quiet;

    internal const string Alone = "secrets sweep";
    private const string Planted = "planted-but-never-sent-to-anybody";

    /// <summary>The kinds of secrets that complete flows send. If one is missing, a flow did not reach its end.</summary>
    private static readonly string[] Kinds =
    [
        "access_token", "assertion", "bearer", "client_secret", "code", "code_verifier", "cookie tollgate-browser", "cookie tollgate-session", "device_code",
        "form_token", "id_token", "id_token_hint", "password", "refresh_token", "registration_access_token", "request_uri", "subject_token", "ticket",
        "user_code",
    ];

    [Fact]
    public async Task No_secret_is_logged_stored_or_traced()
    {
        _ = azurite.Server;
        await using var host = await SweptLocalHost.StartAsync();
        var secrets = await SecretsOfAllFlowsAsync(host);
        var (log, traces, rows) = (host.LogLines, host.Traces.Lines.ToList(), await host.RowsAsync());
        var keys = await host.PrivateKeysAsync();
        AssertNone(Find(secrets, log.Select(line => ("log", (object)line))));
        AssertNone(Find(secrets, traces.Select(line => ("trace", (object)line))));
        AssertNone(Find([.. secrets, .. keys], rows));
        Assert.NotEmpty(keys);
        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture,
            $"Secrets: {secrets.Count} secrets of {host.Watch.Kinds.Count()} kinds and {keys.Count} parts of private keys, "
            + $"none of them in {log.Count:n0} lines of log, {traces.Count:n0} of traces and {rows.Count:n0} stored values"));
        // Checks that the search covers real data and finds a planted secret.
        await AssertFindsAsync(host, traces);
    }

    /// <summary>The worker sends its log to its host, and uses other libraries than LocalHost.</summary>
    [Fact]
    public async Task No_secret_is_logged_or_stored_by_the_worker()
    {
        _ = azurite.Server;
        await using var host = await SweptWorker.StartAsync();
        var secrets = await SecretsOfAllFlowsAsync(host);
        await host.StopAsync();
        var (log, rows) = (Assert.Single(host.LogLines), await host.RowsAsync());
        var keys = Directory.EnumerateFiles(host.KeysFolder, "*.pem").Select(file => KeyNeedle(file, File.ReadAllText(file))).ToList();
        AssertNone(Find([.. secrets, .. keys], [("log", log)]));
        AssertNone(Find([.. secrets, .. keys], rows));
        Assert.NotEmpty(keys);
        // Checks that the search covers real data and finds a planted value. The log contains the name of a client with a legacy grant.
        Assert.Single(Find([Needle.Of("no secret", "demo-legacy")], [("log", log)]));
        Assert.Contains("Azure.Data.Tables", log, StringComparison.Ordinal);
        await host.PlantAsync("Text", Planted);
        Assert.Single(Find([Needle.Of("planted", Planted)], await host.RowsAsync()));
        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture,
            $"Secrets of the worker: {secrets.Count} and {keys.Count} keys, none in {log.Length:n0} characters of log and {rows.Count:n0} stored values"));
    }

    /// <summary>Searches for the decoded content of a PEM file.</summary>
    private static Needle KeyNeedle(string file, string pem) =>
        Needle.Of($"private key {Path.GetFileName(file)}", Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data].ReplaceLineEndings("")));

    [Fact]
    public void A_search_finds_a_secret_in_any_encoding()
    {
        var octets = RandomNumberGenerator.GetBytes(32);
        var secret = System.Buffers.Text.Base64Url.EncodeToString(octets);
        var needle = Needle.Of("secret", secret);
        var text = System.Text.Encoding.ASCII.GetBytes(secret);
        object[] dresses =
        [
            secret, $"before {secret} after", secret.ToUpperInvariant(), Uri.EscapeDataString(secret), Convert.ToHexString(text),
            Convert.ToHexStringLower(octets),
            Convert.ToBase64String(octets), Convert.ToBase64String(text), text, octets, (byte[])[1, .. octets, 2],
            .. Enumerable.Range(0, 4).Select(length => Convert.ToBase64String([.. new byte[length], .. text, 1, 2])),
        ];
        Assert.All(dresses, dress => Assert.True(needle.IsIn(dress), $"{dress}"));
        Assert.False(needle.IsIn(secret[1..]));
    }

    private static async Task<IReadOnlyList<Needle>> SecretsOfAllFlowsAsync(SweptHost host)
    {
        await new TokenFlows(host).RunAsync();
        await new ApplicationFlows(host).RunAsync();
        Assert.Empty(Kinds.Except(host.Watch.Kinds));
        return host.Watch.Needles;
    }

    private static IEnumerable<string> Find(IReadOnlyList<Needle> needles, IEnumerable<(string Place, object Value)> hay) =>
        hay.SelectMany(each => needles.Where(needle => needle.IsIn(each.Value)).Select(needle => $"{needle.Name} in {each.Place}: {each.Value}")).Distinct()
            .Take(20);

    private static void AssertNone(IEnumerable<string> finds) => Assert.True(!finds.Any(), string.Join("\n", finds));

    private static async Task AssertFindsAsync(SweptLocalHost host, List<string> traces)
    {
        // The log and the traces contain values that are not secret, at the places where a leaked secret would be.
        Assert.Contains(host.LogLines, line => line.Contains("invalid_client", StringComparison.Ordinal));
        Assert.Contains(host.LogLines, line => line.Contains("RequestFailedException", StringComparison.Ordinal));
        Assert.Contains(traces, line => line.Contains("/grants(", StringComparison.Ordinal));
        var needle = Needle.Of("planted", Planted);
        host.Server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("planted").LogTrace("{Planted}", Planted);
        await host.PlantAsync("Text", Planted);
        await host.PlantAsync("Octets", System.Text.Encoding.ASCII.GetBytes(Planted));
        Assert.Single(Find([needle], host.LogLines.Select(line => ("log", (object)line))));
        Assert.Equal(2, Find([needle], await host.RowsAsync()).Count());
    }
}
