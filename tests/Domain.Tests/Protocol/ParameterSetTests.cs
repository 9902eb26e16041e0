using System.Text;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Protocol;

public sealed class ParameterSetTests
{
    [Fact]
    public void Names_and_values_are_decoded()
    {
        var parameters = Parsed("grant%5Ftype=client_credentials&scope=notes.read+notes%2Ewrite&note=caf%C3%A9%26more");

        Assert.Equal("client_credentials", parameters["grant_type"]);
        Assert.Equal("notes.read notes.write", parameters["scope"]);
        Assert.Equal("café&more", parameters["note"]);
        Assert.Null(parameters["Grant_Type"]);
    }

    [Fact]
    public void Only_the_first_equals_sign_separates() => Assert.Equal("b=c=", Parsed("a=b=c=")["a"]);

    [Theory]
    [InlineData("scope=")]
    [InlineData("scope")]
    [InlineData("other=1")]
    [InlineData("")]
    public void A_parameter_without_a_value_counts_as_left_out(string text)
    {
        var parameters = Parsed(text);

        Assert.Null(parameters["scope"]);
        Assert.False(parameters.Contains("scope"));
        Assert.Empty(parameters.All("scope"));
    }

    [Theory]
    [InlineData("&&a=1&&b=2&")]
    [InlineData("a=1&\r\nb=2\r\n")]
    [InlineData("a=1\nb=2")]
    [InlineData("\n  a=1\n &b=2 ")]
    [InlineData("a=1&\n\tb=2")]
    public void Empty_pairs_and_raw_line_breaks_only_separate(string text)
    {
        var parameters = Parsed(text);

        Assert.Equal("1", parameters["a"]);
        Assert.Equal("2", parameters["b"]);
    }

    [Fact]
    public void An_encoded_line_break_belongs_to_the_value() => Assert.Equal("x\r\ny", Parsed("a=x%0D%0Ay")["a"]);

    [Theory]
    [InlineData("a=1&a=2")]
    [InlineData("a=1&b=2&a=1")]
    [InlineData("a=1&%61=2")]
    [InlineData("a=&a=2")]
    [InlineData("a=1&a=")]
    [InlineData("a&a=2")]
    [InlineData("a=1\r\na=2")]
    public void A_parameter_sent_twice_makes_the_request_invalid(string text)
    {
        var error = Refused(text);

        Assert.Equal("invalid_request", error.Code);
        Assert.Contains(" a ", error.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%22%0D%0A=1&%22%0D%0A=2")]
    [InlineData("n%C3%A9=1&n%C3%A9=2")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=1&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=2")]
    public void The_description_repeats_no_name_with_unusual_characters(string text)
    {
        var description = Refused(text).Description;

        Assert.All(description, c => Assert.InRange(c, ' ', '~'));
        Assert.DoesNotContain('"', description);
        Assert.DoesNotContain("aaaa", description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resource")]
    [InlineData("audience")]
    public void Parameters_that_their_RFC_lets_a_client_repeat_may_be_repeated(string name)
    {
        var parameters = Parsed($"{name}=https%3A%2F%2Fone&x=1&{name}=&{name}=https%3A%2F%2Ftwo");

        Assert.Equal(["https://one", "https://two"], parameters.All(name));
        Assert.Equal("https://one", parameters[name]);
    }

    [Theory]
    [InlineData("a=%")]
    [InlineData("a=%4")]
    [InlineData("a=%4&b=1")]
    [InlineData("a=%zz")]
    [InlineData("a=%4g")]
    [InlineData("a=% 41")]
    [InlineData("%=1")]
    [InlineData("a=%u0041")]
    [InlineData("a=%ff")]
    [InlineData("a=%c3")]
    [InlineData("a=%c0%af")]
    [InlineData("a=%ed%a0%80")]
    [InlineData("a=%f5%80%80%80")]
    [InlineData("a=%00")]
    [InlineData("a=x\0y")]
    [InlineData("a%00b=1")]
    public void Text_that_is_not_form_encoded_UTF8_is_refused(string text) => Assert.Equal("invalid_request", Refused(text).Code);

    [Fact]
    public void Raw_octets_that_are_not_UTF8_are_refused() =>
        Assert.Equal("invalid_request", ParameterSet.Parse([(byte)'a', (byte)'=', 0xFF]).Error?.Code);

    [Fact]
    public void A_hundred_parameters_are_accepted_and_a_further_parameter_is_refused()
    {
        var hundred = string.Join('&', Enumerable.Range(1, ParameterSet.MaximumCount).Select(i => $"p{i}=v{i}"));

        Assert.Equal(100, ParameterSet.MaximumCount);
        Assert.Equal("v100", Parsed(hundred)["p100"]);
        Assert.Equal("invalid_request", Refused(hundred + "&one=more").Code);
    }

    [Fact]
    public void Repeatable_parameters_count_towards_the_limit() =>
        Assert.Equal("invalid_request", Refused(string.Join('&', Enumerable.Repeat("resource=x", 101))).Code);

    [Fact]
    public void Encoded_parameters_are_decoded_unchanged()
    {
        var random = new Random(20260102);
        for (var round = 0; round < 400; round++)
        {
            var pairs = Enumerable.Range(0, random.Next(1, 12)).Select(i => (Name: $"{i}{Text(random)}", Value: Text(random))).ToList();

            var parameters = Parsed(string.Join('&', pairs.Select(p => $"{Encode(random, p.Name)}={Encode(random, p.Value)}")));

            Assert.All(pairs, pair => Assert.Equal(pair.Value, parameters[pair.Name]));
        }
    }

    [Fact]
    public void Parsing_random_octets_never_throws()
    {
        var random = new Random(20260103);
        var common = "%&=+\r\n\t az09AF%%\0\u00FF"u8.ToArray();
        for (var round = 0; round < 3000; round++)
        {
            var octets = new byte[random.Next(0, 40)];
            foreach (ref var octet in octets.AsSpan())
                octet = random.Next(4) == 0 ? (byte)random.Next(256) : common[random.Next(common.Length)];

            var result = ParameterSet.Parse(octets);

            Assert.True(result.IsError ? result.Error.Code == "invalid_request" : result.Value is not null);
        }
    }

    private static ParameterSet Parsed(string text)
    {
        var result = ParameterSet.Parse(text);
        Assert.Null(result.Error);
        return result.Value!;
    }

    private static OAuthError Refused(string text)
    {
        var result = ParameterSet.Parse(text);
        Assert.True(result.IsError, "The parameters were taken.");
        return result.Error;
    }

    private static string Encode(Random random, string text)
    {
        var encoded = Uri.EscapeDataString(text);
        return random.Next(2) == 0 ? encoded : encoded.Replace("%20", "+", StringComparison.Ordinal).Replace("%2F", "%2f", StringComparison.Ordinal);
    }

    /// <summary>One to twelve characters of all planes without NUL and surrogates. Characters that need encoding are more frequent.</summary>
    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(1, 13); length > 0; length--)
            text.Append(random.Next(4) switch
            {
                0 => new Rune("%&=+ \r\n;/:?#\"\\"[random.Next(14)]),
                1 => new Rune(random.Next(1, 0x80)),
                2 => new Rune(random.Next(0x80, 0xD800)),
                _ => new Rune(random.Next(0xE000, 0x110000)),
            });
        return text.ToString();
    }
}
