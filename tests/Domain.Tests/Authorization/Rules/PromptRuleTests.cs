using Tollgate.Domain.Authorization;
using Tollgate.Domain.Authorization.Rules;

namespace Tollgate.Domain.Tests.Authorization.Rules;

public sealed class PromptRuleTests
{
    [Theory]
    [InlineData("", Prompts.Unspecified)]
    [InlineData("prompt=", Prompts.Unspecified)]
    [InlineData("prompt=none", Prompts.Silent)]
    [InlineData("prompt=none+none", Prompts.Silent)]
    [InlineData("prompt=login", Prompts.Login)]
    [InlineData("prompt=consent", Prompts.Consent)]
    [InlineData("prompt=select_account", Prompts.SelectAccount)]
    [InlineData("prompt=login%20consent", Prompts.Login | Prompts.Consent)]
    [InlineData("prompt=login+login", Prompts.Login)]
    [InlineData("prompt=consent+login+consent", Prompts.Login | Prompts.Consent)]
    [InlineData("prompt=select_account+select_account", Prompts.SelectAccount)]
    [InlineData("prompt=consent+select_account++login", Prompts.Login | Prompts.Consent | Prompts.SelectAccount)]
    public void Known_values_are_read(string query, Prompts expected)
    {
        var request = Asked.With(query);

        Assert.Null(new PromptRule().Apply(request));
        Assert.Equal(expected, request.Prompts);
    }

    [Theory]
    [InlineData("none+login")]
    [InlineData("login+none")]
    [InlineData("none+consent")]
    [InlineData("select_account+none")]
    [InlineData("None")]
    [InlineData("create")]
    [InlineData("login,consent")]
    [InlineData("login%0Aconsent")]
    public void Unknown_values_and_none_beside_another_value_are_invalid_request(string prompt) =>
        Assert.Equal("invalid_request", new PromptRule().Apply(Asked.With("prompt=" + prompt))?.Code);
}
