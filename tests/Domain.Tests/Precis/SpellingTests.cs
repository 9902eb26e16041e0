using System.Text;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Precis;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tests.Precis;

/// <summary>The server maps usernames and passwords to one spelling (RFC 8265) without the libraries of the platform.</summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("Alice", "alice")]
    [InlineData("  Alice ", "alice")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("E\u0301", "\u00e9")]
    [InlineData("\uff21\uff4c\uff49\uff43\uff45", "alice")]
    [InlineData("\uff76\uff9e", "\u30ac")]
    [InlineData("\u3000alice\u3000", "alice")]
    [InlineData("\u212bngstr\u00d6m", "\u00e5ngstr\u00f6m")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    [InlineData("I\u0307", "i\u0307")]
    [InlineData("\u0130", "i\u0307")]
    [InlineData("\U00010400", "\U00010428")]
    [InlineData("a\u0323\u0307", "\u1ea1\u0307")]
    [InlineData("a\u0307\u0323", "\u1ea1\u0307")]
    public void Every_spelling_of_a_username_is_one_name(string typed, string name)
    {
        Assert.Equal(name, Username.Normalize(typed));
        Assert.Equal(name, Username.Normalize(name));
    }

    [Theory]
    [InlineData("wonderland", "wonderland")]
    [InlineData(" Wonder Land ", " Wonder Land ")]
    [InlineData("Wo\u0308nder\u00a0land\u3000", "W\u00f6nder land ")]
    [InlineData("\uff21", "\uff21")]
    public void A_password_keeps_its_case_its_width_and_its_blanks(string typed, string opaque) => Assert.Equal(opaque, OpaqueString.Of(typed));

    /// <summary>Examples of Unicode Standard Annex #15: singletons, excluded compositions, reordered marks and blocked marks.</summary>
    [Theory]
    [InlineData("\u2126", "\u03a9")]
    [InlineData("\u0958", "\u0915\u093c")]
    [InlineData("\ufb1d", "\u05d9\u05b4")]
    [InlineData("\U0001d15e", "\U0001d157\U0001d165")]
    [InlineData("\u1e9b\u0323", "\u1e9b\u0323")]
    [InlineData("d\u0307\u0323", "\u1e0d\u0307")]
    [InlineData("s\u0323\u0307", "\u1e69")]
    [InlineData("a\u0315\u0300\u05ae\u0300b", "\u00e0\u05ae\u0300\u0315b")]
    [InlineData("\u0b47\u0300\u0b3e", "\u0b47\u0300\u0b3e")]
    [InlineData("\u1100\u1161\u11a8\u11a8", "\uac01\u11a8")]
    public void Composition_is_that_of_the_standard(string text, string composed) => Assert.Equal(composed, OpaqueString.Of(text));

    [Fact]
    public void A_spelling_that_was_mapped_once_stays_as_it_is()
    {
        var randomness = new SeededRandomness(15);
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 4).Select(_ => Any(randomness)));
            Assert.Equal(OpaqueString.Of(text), OpaqueString.Of(OpaqueString.Of(text)));
            Assert.Equal(Username.Normalize(text), Username.Normalize(Username.Normalize(text)));
        }
    }

    /// <summary>A random character of the Basic Multilingual Plane or, in one of three cases, a combining mark.</summary>
    private static Rune Any(Randomness randomness)
    {
        var octets = new byte[3];
        randomness.Fill(octets);
        var value = octets[0] % 3 == 0 ? 0x300 + (octets[1] % 0x70) : (octets[1] << 8) + octets[2];
        return Rune.IsValid(value) ? new Rune(value) : new Rune('x');
    }
}
