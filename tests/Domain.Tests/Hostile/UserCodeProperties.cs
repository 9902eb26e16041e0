using FsCheck.Fluent;
using Tollgate.Domain.Devices;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>User codes, as people type them.</summary>
public sealed class UserCodeProperties
{
    [Fact]
    public void An_accepted_text_is_a_code_and_stays_the_same() => Property.Holds(
        Gen.OneOf(Input.Text, Input.Mutated("BCD-23456"), Input.Mutated("wxg 98765")), text =>
        {
            if (UserCode.Normalize(text) is not { } code)
                return;
            Assert.Matches("^[BCDFGHJKMNPQRTVWX]{3}[2-9]{5}\\z", code);
            Assert.Equal(code, UserCode.Normalize(code));
        });

    [Fact]
    public void A_code_is_the_same_with_any_case_and_any_separators() => Property.Holds(
        Gen.Choose(0, int.MaxValue).Zip(Gen.Elements("", " ", "-", ".", "_")), given =>
        {
            var code = UserCode.New(new SeededRandomness(given.Item1));
            Assert.Equal(code, UserCode.Normalize(code));
            Assert.Equal(code, UserCode.Normalize(string.Join(given.Item2, code.ToLowerInvariant().ToCharArray())));
        });
}
