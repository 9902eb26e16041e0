using System.Text;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Protocol;

public sealed class FormUrlEncodingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a+b", "a b")]
    [InlineData("a%2Bb", "a+b")]
    [InlineData("%41%5a%5A", "AZZ")]
    [InlineData("%2541", "%41")]
    [InlineData("100%25", "100%")]
    [InlineData("%F0%9F%94%91", "🔑")]
    [InlineData("caf\u00E9", "café")]
    public void An_encoded_text_is_decoded_only_once(string encoded, string expected) => Assert.Equal(expected, Decode(encoded));

    [Theory]
    [InlineData("%")]
    [InlineData("a%")]
    [InlineData("a%4")]
    [InlineData("%G1")]
    [InlineData("%1G")]
    [InlineData("%-1")]
    [InlineData("%+1")]
    [InlineData("%00")]
    [InlineData("+\0")]
    [InlineData("\0")]
    [InlineData("%80")]
    [InlineData("%C3%28")]
    public void Broken_text_is_null(string encoded) => Assert.Null(Decode(encoded));

    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(20_000)]
    public void Short_and_long_texts_are_decoded_alike(int length)
    {
        var text = new string('x', length - 1);

        Assert.Equal(text + " ", Decode(text + "+"));
        Assert.Null(Decode(text + "%"));
        Assert.Null(FormUrlEncoding.Decode([.. Encoding.ASCII.GetBytes(text), 0xFF]));
    }

    private static string? Decode(string encoded) => FormUrlEncoding.Decode(Encoding.UTF8.GetBytes(encoded));
}
