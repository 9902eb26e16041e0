using FsCheck.Fluent;
using Tollgate.Functions.Pages;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>Accept-Language and ui_locales.</summary>
public sealed class LanguageProperties
{
    [Fact]
    public void Every_request_gets_a_language() => Property.Holds(Input.Text.Zip(Input.Text), pair =>
    {
        foreach (var offered in new[] { Languages.Names, ["fr"], [] })
        {
            foreach (var texts in new[] { Languages.Find(pair.Item1, offered), Languages.Preferred(pair.Item2, offered) })
                Assert.True(texts is null || (offered.Count == 0 ? Languages.Names : offered).Contains(texts.Language));
            Assert.NotNull(Languages.Preferred(pair.Item2, offered));
        }
    });

    [Fact]
    public void The_language_with_the_greater_weight_wins() => Property.Holds(Gen.Choose(1, 1000).Zip(Gen.Choose(1, 1000)), weights =>
    {
        var header = FormattableString.Invariant($"en;q={weights.Item1 / 1000.0}, fr-CA;q={weights.Item2 / 1000.0}");
        Assert.Equal(weights.Item2 > weights.Item1 ? "fr" : "en", Languages.Preferred(header, Languages.Names).Language);
    });
}
