using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.Token;

/// <summary>The polling interval of a device, at one instance and at several.</summary>
public sealed partial class DeviceCodeGrantTests
{
    [Fact]
    public async Task Polling_too_fast_makes_the_interval_grow_by_five_seconds_each_time()
    {
        var device = await _scene.StartDeviceAsync();
        Assert.Equal("authorization_pending", await PollAsync(TimeSpan.Zero));
        Assert.Equal("slow_down", await PollAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal("slow_down", await PollAsync(TimeSpan.FromSeconds(9)));
        Assert.Equal("authorization_pending", await PollAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal("authorization_pending", await PollAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal("slow_down", await PollAsync(TimeSpan.FromSeconds(14)));

        Assert.Equal(TimeSpan.FromSeconds(20), _scene.Stores.Grants.Values.Single().Device!.Interval);

        Task<string> PollAsync(TimeSpan after)
        {
            _scene.Time.Advance(after);
            return _scene.ErrorAsync(Scene.Device, Scene.Poll(device));
        }
    }

    [Theory]
    [InlineData(4499, "slow_down")]
    [InlineData(4500, "authorization_pending")]
    [InlineData(5000, "authorization_pending")]
    public async Task The_network_may_shift_a_poll_by_half_a_second(int milliseconds, string answer)
    {
        var device = await _scene.StartDeviceAsync();
        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device));

        _scene.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(answer, await _scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
    }

    [Fact]
    public async Task The_pace_holds_whichever_instance_is_asked()
    {
        var device = await _scene.StartDeviceAsync();
        var (one, other) = (_scene.Instance(), _scene.Instance());

        Assert.Equal("authorization_pending", await PollAsync(one, 0));
        Assert.Equal("slow_down", await PollAsync(other, 3));
        Assert.Equal("slow_down", await PollAsync(one, 6));
        Assert.Equal("slow_down", await PollAsync(other, 12));
        Assert.Equal("authorization_pending", await PollAsync(one, 20));
        Assert.Equal("authorization_pending", await PollAsync(other, 20));

        Task<string> PollAsync(AuthorizationServer server, int after)
        {
            _scene.Time.Advance(TimeSpan.FromSeconds(after));
            return _scene.ErrorAsync(Scene.Device, Scene.Poll(device), server);
        }
    }

    [Fact]
    public async Task Steady_polling_costs_one_conditional_write_and_no_read()
    {
        var grants = new CountingGrants(_scene.Stores);
        var server = _scene.Instance(grants);
        var device = await _scene.StartDeviceAsync(server: server);
        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device), server);
        (grants.Reads, grants.Writes) = (0, 0);

        for (var i = 1; i <= 10; i++)
        {
            _scene.Time.Advance(Interval);
            Assert.Equal("authorization_pending", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device), server));
            Assert.Equal((0, i), (grants.Reads, grants.Writes));
        }
    }

    [Theory]
    [InlineData("allow")]
    [InlineData("deny")]
    public async Task A_decision_between_two_polls_is_seen_by_every_instance(string decision)
    {
        var (one, other) = (_scene.Instance(), _scene.Instance());
        var device = await _scene.StartDeviceAsync();
        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device), one);
        _scene.Time.Advance(Interval);
        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device), other);

        await _scene.DecideAsync(device, decision);
        var first = await _scene.AskAsync(Scene.Device, Scene.Poll(device), one);
        var second = await _scene.AskAsync(Scene.Device, Scene.Poll(device), other);

        Assert.Equal("deny" == decision ? "access_denied" : null, (first as FailureResult)?.Error.SaysWhy().Code);
        Assert.Equal("deny" == decision ? "access_denied" : "invalid_grant", Assert.IsType<FailureResult>(second).Error.SaysWhy().Code);
    }

    [Fact]
    public async Task After_the_decision_the_remembered_row_is_not_tried_again()
    {
        var grants = new CountingGrants(_scene.Stores);
        var server = _scene.Instance(grants);
        var device = await _scene.StartDeviceAsync(server: server);
        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device), server);
        await _scene.DecideAsync(device, "deny");
        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device), server);
        (grants.Reads, grants.Writes) = (0, 0);

        Assert.Equal("access_denied", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device), server));
        Assert.Equal((1, 0), (grants.Reads, grants.Writes));
    }

    [Fact]
    public async Task A_code_that_is_written_to_without_end_is_a_fault_and_not_an_answer()
    {
        var device = await _scene.StartDeviceAsync();
        var writes = 0;
        _scene.Stores.BeforeNextUpdate = Interfere;

        await Assert.ThrowsAsync<TimeoutException>(() => _scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
        Assert.Equal(3, writes);

        void Interfere()
        {
            var id = _scene.Stores.Grants.Keys.Single();
            _scene.Stores.Grants[id] = _scene.Stores.Grants[id] with { Version = $"write {++writes}" };
            _scene.Stores.BeforeNextUpdate = Interfere;
        }
    }

    [Fact]
    public async Task A_decision_in_the_middle_of_a_poll_is_seen()
    {
        var device = await _scene.StartDeviceAsync();
        _scene.Stores.BeforeNextUpdate = () => Write(grant => grant with { State = GrantState.DeviceApproved, Subject = Scene.Subject });

        Assert.True((await _scene.TokensAsync(Scene.Device, Scene.Poll(device))).Has("access_token"));
    }

    [Fact]
    public async Task Many_polls_at_once_after_the_decision_give_tokens_once()
    {
        var device = await _scene.StartDeviceAsync();
        await _scene.DecideAsync(device);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            async () => await _scene.AskAsync(Scene.Device, Scene.Poll(device), _scene.Instance()), TestContext.Current.CancellationToken)));

        Assert.Single(answers.OfType<JsonResult>());
        Assert.All(answers.OfType<FailureResult>(), failure => Assert.Equal("invalid_grant", failure.Error.Code));
    }

    [Fact]
    public async Task A_poll_that_loses_the_race_for_the_tokens_is_refused()
    {
        var device = await _scene.StartDeviceAsync();
        await _scene.DecideAsync(device);
        _scene.Stores.BeforeNextUpdate = () => Write(grant => grant with { State = GrantState.Active, Redemption = "somebody else" });

        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device)));
        Assert.Equal(GrantState.Active, _scene.Stores.Grants.Values.Single().State);
    }

    [Fact]
    public async Task A_redemption_whose_answer_was_lost_counts_as_the_own_write()
    {
        var grants = new CountingGrants(_scene.Stores);
        var device = await _scene.StartDeviceAsync();
        await _scene.DecideAsync(device);
        grants.LosesNextAnswer = true;

        var tokens = await _scene.TokensAsync(Scene.Device, Scene.Poll(device), _scene.Instance(grants));

        Assert.True((await _scene.TokensAsync(Scene.Device, "grant_type=refresh_token&refresh_token=" + tokens.Text("refresh_token"))).Has("access_token"));
    }

    [Fact]
    public async Task A_poll_whose_answer_was_lost_does_not_slow_a_steady_device_down()
    {
        var grants = new CountingGrants(_scene.Stores);
        var server = _scene.Instance(grants);
        var device = await _scene.StartDeviceAsync(server: server);
        await _scene.ErrorAsync(Scene.Device, Scene.Poll(device), server);
        _scene.Time.Advance(Interval);
        grants.LosesNextAnswer = true;

        Assert.Equal("authorization_pending", await _scene.ErrorAsync(Scene.Device, Scene.Poll(device), server));
        Assert.Equal(Interval, _scene.Stores.Grants.Values.Single().Device!.Interval);
    }

    [Theory]
    [InlineData("allow")]
    [InlineData("deny")]
    public async Task A_decision_right_after_a_poll_whose_answer_was_lost_is_not_undone(string decision)
    {
        var grants = new CountingGrants(_scene.Stores);
        var server = _scene.Instance(grants);
        var device = await _scene.StartDeviceAsync(server: server);
        grants.LosesNextAnswer = true;
        grants.AfterLostAnswer = () => _scene.DecideAsync(device, decision);

        await _scene.AskAsync(Scene.Device, Scene.Poll(device), server);
        _scene.Time.Advance(Interval);
        var state = _scene.Stores.Grants.Values.Single().State;
        Assert.NotEqual(GrantState.DevicePending, state);
        await _scene.AskAsync(Scene.Device, Scene.Poll(device), server);

        Assert.Equal(decision == "deny" ? GrantState.DeviceDenied : GrantState.Active, _scene.Stores.Grants.Values.Single().State);
    }
}
