using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>Tests a property with inputs from a fixed seed. A failure names the seed and the smallest input.</summary>
internal static class Property
{
    private const ulong Seed = 20260303;

    private static readonly Config Config = Config.QuickThrowOnFailure
        .WithMaxTest(Effort.Of(500, 50_000))
        .WithQuietOnSuccess(true)
        .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed, 1), FSharpOption<int>.None)));

    public static void Holds(Gen<string> texts, Action<string> property) => Check.One(Config, Prop.ForAll(Arb.From(texts, Smaller), property));

    public static void Holds(Gen<byte[]> octets, Action<byte[]> property) => Check.One(Config, Prop.ForAll(Arb.From(octets, Smaller), property));

    public static void Holds<T>(Gen<T> values, Action<T> property) => Check.One(Config, Prop.ForAll(Arb.From(values), property));

    private static IEnumerable<string> Smaller(string text) =>
        text.Length == 0 ? [] : new[] { text[..(text.Length / 2)], text[(text.Length / 2)..], text[1..], text[..^1] }.Distinct()
            .Where(each => each.Length < text.Length);

    private static IEnumerable<byte[]> Smaller(byte[] octets) =>
        octets.Length == 0 ? [] : [octets[..(octets.Length / 2)], octets[1..], octets[..^1]];
}
