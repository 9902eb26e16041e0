namespace Tollgate.EndToEnd.Tests.SingleUse;

/// <summary>What came of one attempt to use something.</summary>
/// <param name="Gained">What it gave, told from what another attempt gave; null where it was refused.</param>
public sealed record Use(string? Gained)
{
    public static readonly Use Refused = new((string?)null);

    /// <summary>The tokens, where there are some.</summary>
    public TestKit.OAuthAnswer? Answer { get; private init; }

    /// <summary>Of the token endpoint, which has to refuse in the one right way.</summary>
    public static Use Of(TestKit.OAuthAnswer answer, Func<TestKit.OAuthAnswer, string> gained)
    {
        if (answer.IsSuccess)
            return new Use(gained(answer)) { Answer = answer };
        Assert.Equal("invalid_grant", answer.Error);
        return Refused;
    }
}
