using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Tests.Tokens;

public sealed class ActorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(Actor.MaximumDepth)]
    public void A_chain_is_read_as_it_was_written(int depth)
    {
        var actor = Chain(depth);

        Assert.Equal(depth, actor.Depth);
        Assert.True(Actor.TryRead(JsonElement.Parse($$"""{"act":{{Write(actor)}}}"""), out var read));
        Assert.Equal(actor, read);
    }

    [Fact]
    public void The_current_actor_is_the_outermost() =>
        Assert.Equal("""{"sub":"now","act":{"sub":"before"}}""", Write(new Actor("now", new Actor("before"))));

    [Fact]
    public void Names_are_escaped() => Assert.Equal("""a"b\c<""" + "\u00E9", JsonElement.Parse(Write(new Actor("a\"b\\c<\u00E9"))).Text("sub"));

    [Fact]
    public void Without_the_claim_there_is_no_actor()
    {
        Assert.True(Actor.TryRead(JsonElement.Parse("{}"), out var actor));
        Assert.Null(actor);
    }

    [Fact]
    public void A_chain_that_is_too_deep_is_refused()
    {
        Assert.Equal(Actor.MaximumDepth + 1, Chain(Actor.MaximumDepth + 1).Depth);
        Assert.False(Actor.TryRead(JsonElement.Parse($$"""{"act":{{Write(Chain(Actor.MaximumDepth + 1))}}}"""), out _));
        Assert.False(Actor.TryRead(JsonElement.Parse($$"""{"act":{{Write(Chain(20))}}}"""), out _));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    [InlineData("""{"sub":7}""")]
    [InlineData("""{"sub":null}""")]
    [InlineData("""{"client_id":"a"}""")]
    [InlineData("""{"sub":"a","act":null}""")]
    [InlineData("""{"sub":"a","act":{}}""")]
    [InlineData("""{"sub":"a","act":[{"sub":"b"}]}""")]
    [InlineData("""{"sub":"\ud800"}""")]
    public void A_malformed_claim_is_refused_and_a_missing_claim_is_allowed(string act)
    {
        Assert.False(Actor.TryRead(JsonElement.Parse($$"""{"act":{{act}}}"""), out var actor));
        Assert.Null(actor);
    }

    private static Actor Chain(int depth) => Enumerable.Range(1, depth).Aggregate((Actor?)null, (previous, i) => new Actor("a" + i, previous))!;

    private static string Write(Actor actor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            actor.Write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
