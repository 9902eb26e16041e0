using Tollgate.Domain.Devices;

namespace Tollgate.Domain.Tests.Devices;

public sealed class UserCodeTests
{
    [Fact]
    public void A_code_is_three_letters_and_five_digits_without_vowels_and_look_alikes()
    {
        var randomness = new SeededRandomness();

        for (var i = 0; i < 1000; i++)
            Assert.Matches("^[BCDFGHJKMNPQRTVWX]{3}[2-9]{5}$", UserCode.New(randomness));
    }

    [Fact]
    public void Every_letter_and_digit_occurs_at_every_place_about_as_often_as_the_others()
    {
        const int draws = 17_000;
        var randomness = new SeededRandomness();
        var codes = Enumerable.Range(0, draws).Select(_ => UserCode.New(randomness)).ToList();

        for (var place = 0; place < 8; place++)
        {
            var counts = codes.CountBy(code => code[place]).Select(count => count.Value).ToList();
            var expected = draws / (place < 3 ? 17 : 8);
            Assert.Equal(place < 3 ? 17 : 8, counts.Count);
            Assert.All(counts, count => Assert.InRange(count, expected * 0.85, expected * 1.15));
        }
    }

    [Fact]
    public void Octets_that_would_favour_some_letters_are_drawn_again() =>
        // The 17 letters fit 15 times into the 256 values of an octet. The value 255 is left over. A plain remainder would make it a 16th B.
        Assert.Equal("BCD23456", UserCode.New(new TestKit.FixedRandomness(255, 0, 255, 1, 2, 0, 1, 2, 3, 4)));

    [Theory]
    [InlineData("BCD23456")]
    [InlineData("bcd23456")]
    [InlineData("BCD-23456")]
    [InlineData("bcd 234 56")]
    [InlineData("b.c.d_2-3 4.5_6")]
    [InlineData("  BCD23456  ")]
    public void Case_and_separators_do_not_matter(string typed) => Assert.Equal("BCD23456", UserCode.Normalize(typed));

    [Theory]
    [InlineData("8CD23456", "BCD23456")]
    [InlineData("6CD23456", "GCD23456")]
    [InlineData("BCDB3456", "BCD83456")]
    [InlineData("BCDg3456", "BCD63456")]
    [InlineData("BCDs3456", "BCD53456")]
    [InlineData("BCDZ3456", "BCD23456")]
    [InlineData("868bgszb", "BGB86528")]
    public void A_look_alike_is_read_as_the_character_that_fits_its_place(string typed, string meant) => Assert.Equal(meant, UserCode.Normalize(typed));

    [Fact]
    public void A_code_is_its_own_normal_form()
    {
        var randomness = new SeededRandomness();
        for (var i = 0; i < 500; i++)
        {
            var code = UserCode.New(randomness);
            Assert.Equal(code, UserCode.Normalize($"{code[..3]}-{code[3..]}".ToLowerInvariant()));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ---   ")]
    [InlineData("BCD2345")]
    [InlineData("BCD234567")]
    [InlineData("ETE39050")]
    [InlineData("23456BCD")]
    [InlineData("BCD1234O")]
    [InlineData("BCD/23456")]
    [InlineData("BCD\t23456")]
    [InlineData("BCD23456\0")]
    [InlineData("ВСD23456")]
    [InlineData("BCD２３４５６")]
    [InlineData("BCD٢٣٤٥٦")]
    [InlineData("BCD\u201323456")]
    [InlineData("\U0001F600BC23456")]
    [InlineData("\uD800CD23456")]
    [InlineData("BCD23456 or 1=1")]
    public void A_text_that_cannot_be_a_code_is_refused(string? typed) => Assert.Null(UserCode.Normalize(typed));

    [Fact]
    public void A_text_that_is_far_too_long_is_refused_unread()
    {
        Assert.Equal("BCD23456", UserCode.Normalize("BCD23456" + new string(' ', 56)));
        Assert.Null(UserCode.Normalize("BCD23456" + new string(' ', 57)));
        Assert.Null(UserCode.Normalize(new string('B', 1_000_000)));
    }
}
