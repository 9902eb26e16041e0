using System.Text.Json;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Protocol;

public sealed class CodeChallengeTests
{
    private const string Challenge = FlowServer.Challenge;

    [Fact]
    public void RFC_7636_appendix_B_holds()
    {
        var vector = JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "rfc7636-b.json")));
        var (verifier, challenge) = (vector.GetProperty("code_verifier").GetString()!, vector.GetProperty("code_challenge").GetString()!);

        Assert.Equal(CodeChallenge.Method, vector.GetProperty("code_challenge_method").GetString());
        Assert.Equal(challenge, CodeChallenge.Of(verifier));
        Assert.True(CodeChallenge.Fits(challenge, verifier));
        Assert.True(CodeChallenge.IsVerifier(verifier));
        Assert.True(CodeChallenge.IsWellFormed(challenge));
        Assert.Equal((verifier, challenge), (FlowServer.Verifier, FlowServer.Challenge));
    }

    [Theory]
    [InlineData("eBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl")]
    [InlineData(Challenge)]
    [InlineData("")]
    public void Another_verifier_does_not_fit(string verifier) => Assert.False(CodeChallenge.Fits(Challenge, verifier));

    /// <summary>The minimum is 32, although RFC 7636 says 43. docs/adr/0011 gives the reason.</summary>
    [Theory]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Verifiers_have_32_to_128_characters(int length, bool isVerifier) =>
        Assert.Equal(isVerifier, CodeChallenge.IsVerifier(new string('a', length)));

    [Fact]
    public void Verifiers_are_made_of_unreserved_characters()
    {
        for (var c = '\0'; c < 0x180; c++)
            Assert.Equal(
                char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~', CodeChallenge.IsVerifier(new string('a', 42) + c));
    }

    [Fact]
    public void Challenges_are_made_of_base64url_characters()
    {
        for (var c = '\0'; c < 0x180; c++)
        {
            var isAllowed = char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

            Assert.True(isAllowed == CodeChallenge.IsWellFormed(c + new string('A', 42)), $"U+{(int)c:x4} at the beginning");
            Assert.True(isAllowed || !CodeChallenge.IsWellFormed(new string('A', 42) + c), $"U+{(int)c:x4} at the end");
        }
    }
}
