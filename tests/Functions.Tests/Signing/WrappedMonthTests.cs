using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Azure;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>
/// Simulates a month with rotations, cold starts, idle instances, and outages of the vault and the tables, for each instance separately. A JWK Set that is
/// within its max-age verifies every token, whichever instance served the set and whichever instance signed.
/// </summary>
public sealed class WrappedMonthTests
{
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(24);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_token_fails_with_a_JWK_Set_within_its_max_age(int seed)
    {
        var (tokens, checks, kids) = await LiveAsync(seed, new KeySchedule { RotateAfter = TimeSpan.FromDays(2) });
        Assert.True(tokens > 2000 && checks > 10_000 && kids > 8, $"{tokens} tokens, {checks} checks, {kids} keys");
    }

    /// <summary>Proves that the month has enough events to find a bad schedule. This schedule removes keys too early.</summary>
    [Fact]
    public async Task A_schedule_that_is_too_bold_fails()
    {
        var bold = new KeySchedule { RotateAfter = TimeSpan.FromDays(2), TokenLifetime = TimeSpan.FromHours(-6) };
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => LiveAsync(1, bold));
    }

    private static async Task<(int Tokens, int Checks, int Keys)> LiveAsync(int seed, KeySchedule schedule)
    {
        var random = new Random(seed);
        await using var scene = await WrappedScene.StartAsync(schedule: schedule);
        Node[] nodes = [new(scene), new(scene)];
        var (served, living, last) = (new List<Served>(), new Dictionary<string, DateTimeOffset>(), scene.Time.GetUtcNow().AddDays(30));
        var (tokens, checks, kids) = (0, 0, new HashSet<string>());

        while (scene.Time.GetUtcNow() < last)
        {
            scene.Time.Advance(TimeSpan.FromSeconds(random.Next(10, 900)));
            var now = scene.Time.GetUtcNow();
            foreach (var node in nodes)
                node.Live(random, now);
            // The background work of an instance ends before this step or during a later step.
            if (random.Next(4) == 0)
                await Task.Delay(1, TestContext.Current.CancellationToken);

            served.RemoveAll(set => set.KeepUntil <= now);
            foreach (var node in nodes)
                if (await node.ServeAsync(random, now) is { } set)
                    served.Add(set);
            foreach (var node in nodes)
                if (await node.SignAsync(random) is { } token)
                {
                    living[token.Kid] = now + TokenLifetime;
                    tokens++;
                    kids.Add(token.Kid);
                    Assert.All(
                        served.Where(set => set.KeepUntil > now), set => Assert.True(set.Verifies(token), $"{token.Kid} at {now:s} with a set of {set.At:s}"));
                }

            foreach (var (kid, expiresAt) in living)
                foreach (var set in served.Where(set => set.KeepUntil > now && expiresAt > now))
                {
                    checks++;
                    Assert.True(set.Keys.ContainsKey(kid), $"{kid} at {now:s}, expires {expiresAt:s}, with a set of {set.At:s}");
                }
        }

        TestContext.Current.SendDiagnosticMessage(
            $"seed {seed}: {tokens} tokens, {checks} checks, {kids.Count} keys, {nodes.Sum(node => node.Refusals)} refusals");
        return (tokens, checks, kids.Count);
    }

    private sealed record Token(string Kid, byte[] Data, byte[] Signature);

    private sealed record Served(DateTimeOffset At, DateTimeOffset KeepUntil, IReadOnlyDictionary<string, JsonElement> Keys)
    {
        public bool Verifies(Token token) => Keys.TryGetValue(token.Kid, out var key) && JsonWebKeyVerifier.Verifies(key, token.Data, token.Signature);
    }

    /// <summary>
    /// A place for instances. When an instance ends, the next one replaces it. The place has its own connections to the vault and the tables.
    /// </summary>
    private sealed class Node
    {
        private readonly WrappedScene _scene;
        private readonly FaultyTables _tables;
        private readonly FaultyWay _way;
        private readonly Azure.Security.KeyVault.Keys.KeyClient _vault;
        private WrappedSigningKeys _keys;
        private DateTimeOffset _tablesBackAt;
        private DateTimeOffset _vaultBackAt;
        private DateTimeOffset _idleUntil;

        public Node(WrappedScene scene)
        {
            (_scene, _tables) = (scene, new FaultyTables(scene.Tables));
            (_vault, _way) = scene.WayToVault();
            _keys = scene.Instance(_tables, _vault);
        }

        public int Refusals { get; private set; }

        public void Live(Random random, DateTimeOffset now)
        {
            if (random.Next(300) == 0)
                _tablesBackAt = now + TimeSpan.FromMinutes(random.Next(1, 480));
            if (random.Next(600) == 0)
                _vaultBackAt = now + TimeSpan.FromHours(random.Next(1, 48));
            if (random.Next(200) == 0)
                _idleUntil = now + TimeSpan.FromMinutes(random.Next(1, 600));
            (_tables.IsDown, _way.IsDown) = (now < _tablesBackAt || random.Next(10) == 0, now < _vaultBackAt);
            if (random.Next(150) == 0)
            {
                _keys.Dispose();
                _keys = _scene.Instance(_tables, _vault);
            }
        }

        public async Task<Token?> SignAsync(Random random)
        {
            if (_scene.Time.GetUtcNow() < _idleUntil || random.Next(5) == 0)
                return null;
            try
            {
                var payload = Encoding.ASCII.GetBytes($"{random.Next()}");
                var parts = (await JwtWriter.WriteAsync(_keys, SigningAlgorithms.ES256, "JWT", payload, CancellationToken.None)).Split('.');
                using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
                return new Token(
                    header.RootElement.GetProperty("kid").GetString()!, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
            }
            catch (Exception exception) when (IsRefusal(exception))
            {
                return null;
            }
        }

        public async Task<Served?> ServeAsync(Random random, DateTimeOffset now)
        {
            if (now < _idleUntil || random.Next(3) == 0)
                return null;
            try
            {
                var document = (await _keys.PublishedAsync(CancellationToken.None)).Document;
                using var parsed = JsonDocument.Parse(document.Body);
                return new Served(now, now + document.MaxAge, parsed.RootElement.Clone().GetProperty("keys").EnumerateArray()
                    .ToDictionary(key => key.GetProperty("kid").GetString()!));
            }
            catch (Exception exception) when (IsRefusal(exception))
            {
                return null;
            }
        }

        /// <summary>Whether the exception is allowed. An instance may fail only during an outage or after a jump of the clock.</summary>
        private bool IsRefusal(Exception exception)
        {
            Refusals++;
            // A call times out if the clock jumps while it runs.
            return exception is TimeoutException || ((_tables.IsDown || _way.IsDown) && exception is RequestFailedException or AggregateException);
        }
    }
}
