using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>When the user signs in again: prompt, max_age and id_token_hint.</summary>
public sealed partial class BasicPlanTests
{
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Prompt_login_makes_the_user_sign_in_again_and_auth_time_later(string mode)
    {
        using var client = new RelyingParty(host, mode);
        var first = await client.GrantAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True((await client.AskAsync(("prompt", "login"))).HasField("password"));
        var second = await client.GrantAsync(("prompt", "login"));

        Assert.Equal((first.AuthTime + 1, first.IdToken.Text("sub")), (second.AuthTime, second.IdToken.Text("sub")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Prompt_none_without_a_session_is_login_required(string mode)
    {
        using var client = new RelyingParty(host, mode);

        Assert.Equal("login_required", client.ErrorOf(await client.AskAsync(("prompt", "none"))));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Prompt_none_with_a_session_gives_a_code_at_once_for_the_same_sign_in(string mode)
    {
        using var client = new RelyingParty(host, mode);
        var first = await client.GrantAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        var second = await client.CheckAsync(client.CodeOf(await client.AskAsync(("prompt", "none"))));

        Assert.Equal((first.AuthTime, first.IdToken.Text("sub")), (second.AuthTime, second.IdToken.Text("sub")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_session_older_than_max_age_is_not_enough_and_auth_time_is_later(string mode)
    {
        using var client = new RelyingParty(host, mode);
        var first = await client.GrantAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.True((await client.AskAsync(("max_age", "1"))).HasField("password"));
        var second = await client.GrantAsync(("max_age", "1"));

        Assert.Equal(first.AuthTime + 2, second.AuthTime);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_session_younger_than_max_age_is_enough_and_auth_time_stays(string mode)
    {
        using var client = new RelyingParty(host, mode);
        var first = await client.GrantAsync(("max_age", "15000"));
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        var second = await client.CheckAsync(client.CodeOf(await client.AskAsync(("max_age", "10000"))));

        Assert.Equal((first.AuthTime, first.IdToken.Text("sub")), (second.AuthTime, second.IdToken.Text("sub")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_ID_token_of_the_session_as_a_hint_gives_a_code_at_once(string mode)
    {
        using var client = new RelyingParty(host, mode);
        var first = await client.GrantAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(5));

        var answer = await client.AskAsync(("prompt", "none"), ("id_token_hint", first.HintToken));
        var second = await client.CheckAsync(client.CodeOf(answer));

        Assert.Equal((first.AuthTime, first.IdToken.Text("sub")), (second.AuthTime, second.IdToken.Text("sub")));
    }
}
