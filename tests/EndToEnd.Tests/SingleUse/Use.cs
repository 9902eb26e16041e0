namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>The result of one attempt to use an artefact.</summary>
/// <param name="Gained">A text that identifies what the attempt got, different for each result. Null if the attempt was refused.</param>
public sealed record Use(string? Gained)
{
    public static readonly Use Refused = new((string?)null);

    /// <summary>The answer with the tokens. Null if the attempt got no tokens.</summary>
    public TestKit.OAuthAnswer? Answer { get; private init; }

    /// <summary>The result of a token request. A refusal must be invalid_grant.</summary>
    public static Use Of(TestKit.OAuthAnswer answer, Func<TestKit.OAuthAnswer, string> gained)
    {
        if (answer.IsSuccess)
            return new Use(gained(answer)) { Answer = answer };
        Assert.Equal("invalid_grant", answer.Error);
        return Refused;
    }
}
