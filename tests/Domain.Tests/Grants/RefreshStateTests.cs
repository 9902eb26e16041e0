using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Tests.Grants;

public sealed class RefreshStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset ExpiresAt = Start.AddDays(14);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void In_any_sequence_of_rotations_and_pauses_only_the_current_token_is_handed_out(int seed)
    {
        var random = new Random(seed);
        var (state, token) = RefreshState.Start("grant", ExpiresAt, new Randomness());
        var now = Start;
        var chain = new List<(Handle Token, DateTimeOffset? RetiredAt)> { (token, null) };

        for (var step = 0; step < 300; step++)
        {
            if (random.Next(2) == 0)
                now += TimeSpan.FromMilliseconds(random.Next(20_000));
            else
            {
                (state, token) = state.Rotate(chain[^1].Token, now, Grace, ExpiresAt);
                chain[^1] = chain[^1] with { RetiredAt = now };
                chain.Add((token, null));
            }

            AssertHolds(state, chain, now);
        }

        Assert.True(chain.Count > 100);
    }

    [Fact]
    public void The_same_row_gives_the_same_successor_on_every_instance()
    {
        var (state, token) = RefreshState.Start("grant", ExpiresAt, new Randomness());

        var (one, first) = state.Rotate(token, Start, Grace, ExpiresAt);
        var (other, second) = (state with { }).Rotate(token, Start.AddSeconds(1), Grace, ExpiresAt);

        Assert.Equal(first, second);
        Assert.Equal(one.CurrentHash, other.CurrentHash);
        Assert.Equal("grant", first.Id);
        Assert.Equal(43, first.Text.Length - "grant.".Length);
    }

    [Fact]
    public void Neither_the_token_nor_the_seed_alone_gives_the_successor()
    {
        var (state, token) = RefreshState.Start("grant", ExpiresAt, new Randomness());
        var (_, successor) = state.Rotate(token, Start, Grace, ExpiresAt);

        Assert.NotEqual(successor, (state with { Seed = new byte[32] }).Rotate(token, Start, Grace, ExpiresAt).Token);
        Assert.NotEqual(successor, state.Rotate(Handle.New("grant", new Randomness()), Start, Grace, ExpiresAt).Token);
    }

    [Fact]
    public void A_successor_from_another_seed_is_not_handed_out()
    {
        var (state, token) = RefreshState.Start("grant", ExpiresAt, new Randomness());
        var (rotated, _) = state.Rotate(token, Start, Grace, ExpiresAt);

        Assert.Null((rotated with { Seed = new byte[32] }).CurrentFor(token, Start, Grace));
    }

    [Fact]
    public void A_token_past_its_grace_leaves_the_row_with_the_next_rotation()
    {
        var (state, token) = RefreshState.Start("grant", ExpiresAt, new Randomness());
        (state, token) = state.Rotate(token, Start, Grace, ExpiresAt);
        var early = state.Rotate(token, Start + Grace - TimeSpan.FromTicks(1), Grace, ExpiresAt).State;
        var late = state.Rotate(token, Start + Grace, Grace, ExpiresAt).State;

        Assert.Equal((2, 1), (early.Retired.Count, late.Retired.Count));
    }

    [Fact]
    public void Without_a_grace_no_retired_token_leads_anywhere()
    {
        var (state, token) = RefreshState.Start("grant", ExpiresAt, new Randomness());
        var (rotated, _) = state.Rotate(token, Start, TimeSpan.Zero, ExpiresAt);

        Assert.Null(rotated.CurrentFor(token, Start, TimeSpan.Zero));
        Assert.True(rotated.IsAncestor(token));
    }

    [Fact]
    public void A_grant_keeps_a_limited_number_of_retired_tokens_within_the_grace()
    {
        var (state, first) = RefreshState.Start("grant", ExpiresAt, new Randomness());
        var token = first;
        for (var i = 0; i <= RefreshState.MaximumRetired; i++)
            (state, token) = state.Rotate(token, Start, Grace, ExpiresAt);

        Assert.Equal(RefreshState.MaximumRetired, state.Retired.Count);
        Assert.Null(state.CurrentFor(first, Start, Grace));
        Assert.True(state.IsAncestor(first));
    }

    [Fact]
    public void Ancestors_are_recognized_up_to_the_limit()
    {
        var (state, first) = RefreshState.Start("grant", ExpiresAt, new Randomness());
        var token = first;
        for (var i = 0; i < RefreshState.MaximumAncestry; i++)
            (state, token) = state.Rotate(token, Start, Grace, ExpiresAt);

        Assert.True(state.IsAncestor(first));
        (state, _) = state.Rotate(token, Start, Grace, ExpiresAt);
        Assert.False(state.IsAncestor(first));
    }

    /// <summary>
    /// The clocks of instances differ a little. If a slow clock retires a token, the server must still recognize the tokens before it.
    /// </summary>
    [Fact]
    public void A_clock_that_is_behind_does_not_break_the_way_to_the_current_token()
    {
        var (state, first) = RefreshState.Start("grant", ExpiresAt, new Randomness());
        (state, var second) = state.Rotate(first, Start.AddSeconds(2), Grace, ExpiresAt);
        (state, var third) = state.Rotate(second, Start, Grace, ExpiresAt);
        (state, var fourth) = state.Rotate(third, Start + Grace, Grace, ExpiresAt);

        Assert.Equal(fourth, state.CurrentFor(first, Start + Grace + TimeSpan.FromSeconds(1), Grace));
    }

    private static void AssertHolds(RefreshState state, List<(Handle Token, DateTimeOffset? RetiredAt)> chain, DateTimeOffset now)
    {
        var current = chain[^1].Token;
        Assert.Equal(current, Assert.Single(chain, each => state.IsCurrent(each.Token)).Token);
        Assert.Equal(chain.Count - 1, state.Generation);
        Assert.Null(state.CurrentFor(current, now, Grace));
        Assert.False(state.IsAncestor(current));
        for (var i = Math.Max(0, chain.Count - 20); i < chain.Count - 1; i++)
        {
            var isInGrace = now < chain[i].RetiredAt + Grace && i >= chain.Count - 1 - RefreshState.MaximumRetired;
            Assert.Equal(isInGrace ? current : null, state.CurrentFor(chain[i].Token, now, Grace));
            Assert.True(state.IsAncestor(chain[i].Token));
        }

        var forged = Handle.New("grant", new Randomness());
        Assert.Null(state.CurrentFor(forged, now, Grace));
        Assert.False(state.IsCurrent(forged) || state.IsAncestor(forged));
    }
}
