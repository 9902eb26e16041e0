using Tollgate.Domain.Devices;
using Tollgate.Domain.Sessions;

namespace Tollgate.Domain.Tests.Devices;

/// <summary>User codes that a person guesses, types or opens with a link.</summary>
public sealed partial class DeviceEndpointTests
{
    [Fact]
    public async Task After_too_many_wrong_codes_even_the_right_code_has_to_wait()
    {
        var device = await _scene.StartDeviceAsync();
        for (var i = 0; i < CodeThrottle.PerUser; i++)
            Assert.Equal(DeviceProblem.UnknownCode, ProblemOf(await TypeAsync(i % 2 == 0 ? "BCD22222" : "garbage")));

        Assert.Equal(DeviceProblem.TooManyAttempts, ProblemOf(await TypeAsync("BCD22222")));
        Assert.Equal(DeviceProblem.TooManyAttempts, ProblemOf(await TypeAsync(device.Text("user_code"))));

        _scene.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.IsType<DeviceConsentPage>(await TypeAsync((await _scene.StartDeviceAsync()).Text("user_code")));
    }

    [Fact]
    public async Task Links_to_wrong_codes_do_not_use_up_the_attempts_to_type_a_code()
    {
        var code = (await _scene.StartDeviceAsync()).Text("user_code");
        for (var i = 0; i < CodeThrottle.PerUser; i++)
            Assert.Equal(DeviceProblem.UnknownCode, await ProblemAsync("BCD22222"));

        var link = Assert.IsType<DevicePage>(await _scene.PageAsync("user_code=" + code));

        Assert.Equal((code, DeviceProblem.None), (link.UserCode, link.Problem));
        Assert.IsType<DeviceConsentPage>(await _scene.PageAsync($"user_code={code}&form_token={link.FormToken}", isSubmission: true));
        Assert.Equal(new DeviceDonePage(true), await AllowAsync(code));
    }

    [Fact]
    public async Task Wrong_codes_that_were_typed_do_not_use_up_the_links()
    {
        for (var i = 0; i < CodeThrottle.PerUser; i++)
            await TypeAsync("BCD22222");

        Assert.IsType<DeviceConsentPage>(await _scene.PageAsync("user_code=" + (await _scene.StartDeviceAsync()).Text("user_code")));
    }

    /// <summary>Another site can make a browser follow a link with any content, but cannot make it send a form with the right token.</summary>
    [Theory]
    [InlineData("", true)]
    [InlineData("&form_token=forged", true)]
    [InlineData("&form_token=OWN", false)]
    [InlineData("&form_token=OTHER", true)]
    public async Task Only_a_form_of_this_browser_and_session_counts_as_typed(string token, bool isSubmission)
    {
        _scene.Stores.AddUser("mallory", "password", "u-2");
        token = token.Replace("OWN", await TokenAsync(), StringComparison.Ordinal)
            .Replace("OTHER", await TokenAsync(_scene.SignIn("u-2", "mallory")), StringComparison.Ordinal);
        for (var i = 0; i < CodeThrottle.PerUser; i++)
            await _scene.PageAsync($"user_code=BCD22222{token}", isSubmission);

        Assert.Equal(DeviceProblem.None, await ProblemAsync("BCD22222"));
        Assert.Equal(DeviceProblem.UnknownCode, ProblemOf(await TypeAsync("BCD22222")));
    }

    /// <summary>The owner of a session can compute the form token of any decision. The token must therefore not be a way around the count.</summary>
    [Fact]
    public async Task Decisions_on_made_up_codes_count_as_typed()
    {
        var session = _scene.SessionCookie.Split('.')[0];
        for (var i = 0; i < CodeThrottle.PerUser; i++)
        {
            var token = FormToken.Of(Scene.Browser, $"device BCD2222{2 + (i % 8)}", session);
            Assert.IsType<DevicePage>(await _scene.PageAsync($"user_code=BCD2222{2 + (i % 8)}&form_token={token}&decision=allow", isSubmission: true));
        }

        Assert.Equal(DeviceProblem.TooManyAttempts, ProblemOf(await TypeAsync("BCD22222")));
    }

    [Fact]
    public async Task A_code_whose_user_has_decided_is_no_guess()
    {
        var decided = await _scene.StartDeviceAsync();
        await _scene.DecideAsync(decided, "deny");
        for (var i = 0; i < CodeThrottle.PerUser; i++)
            Assert.Equal(DeviceProblem.UnknownCode, ProblemOf(await TypeAsync(decided.Text("user_code"))));

        Assert.IsType<DeviceConsentPage>(await TypeAsync((await _scene.StartDeviceAsync()).Text("user_code")));
    }

    [Fact]
    public async Task Wrong_codes_of_another_user_do_not_count_against_the_user()
    {
        _scene.Stores.AddUser("mallory", "password", "u-2");
        var mallory = _scene.SignIn("u-2", "mallory");
        for (var i = 0; i < CodeThrottle.PerUser + 5; i++)
            await _scene.PageAsync("user_code=BCD22222", session: mallory, network: "192.0.2.1");

        Assert.IsType<DeviceConsentPage>(
            await _scene.PageAsync("user_code=" + (await _scene.StartDeviceAsync()).Text("user_code"), network: "192.0.2.2"));
    }

    [Fact]
    public async Task Many_users_of_one_network_are_slowed_down_together()
    {
        for (var i = 0; i < CodeThrottle.PerNetwork; i++)
        {
            _scene.Stores.AddUser("user" + i, "password", "s-" + i);
            await _scene.PageAsync("user_code=BCD22222", session: _scene.SignIn("s-" + i, "user" + i), network: "192.0.2.1");
        }

        Assert.Equal(DeviceProblem.TooManyAttempts, ProblemOf(await TypeAsync("BCD22222", "192.0.2.1")));
        Assert.Equal(DeviceProblem.UnknownCode, ProblemOf(await TypeAsync("BCD22222", "192.0.2.2")));
    }
}
