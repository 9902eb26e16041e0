using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests;

/// <summary>
/// Checks that the description of a refusal has only characters that RFC 6749 §5.2 allows, and that its detail for the log is not empty.
/// </summary>
internal static class Refusals
{
    public static OAuthError SaysWhy(this OAuthError error)
    {
        AssertSaysWhy(error.Description);
        Assert.NotEqual("", error.Detail);
        return error;
    }

    public static void AssertSaysWhy(string? description)
    {
        Assert.False(string.IsNullOrWhiteSpace(description), "A refusal does not say why.");
        Assert.DoesNotContain(description, each => each is < ' ' or > '~' or '"' or '\\');
    }
}
