using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;

namespace Tollgate.Domain.Tests.Token;

/// <summary>The memory that an instance has of a grant after its last write.</summary>
public sealed partial class RefreshTokenGrantTests
{
    [Fact]
    public async Task A_refresh_at_the_instance_that_wrote_last_is_one_write_and_no_read()
    {
        CountingGrants counted = null!;
        var server = FlowServer.WithAlice(stores => stores with { Grants = counted = new CountingGrants(stores.Grants) });
        var first = TokenOf(FlowServer.Json(await server.RefreshAsync(TokenOf(await server.TokensAsync()))));
        (counted.Reads, counted.Writes) = (0, 0);

        var second = TokenOf(FlowServer.Json(await server.RefreshAsync(first)));
        FlowServer.Json(await server.RefreshAsync(second));

        Assert.Equal((0, 2), (counted.Reads, counted.Writes));
    }

    [Fact]
    public async Task A_write_of_another_instance_counts_before_the_remembered_row()
    {
        var here = FlowServer.WithAlice();
        var token = TokenOf(FlowServer.Json(await here.RefreshAsync(TokenOf(await here.TokensAsync()))));
        await new GrantRevocation(here.Stores, EventListeners.None).RevokeAsync(here.Workspace, here.Grant.Id, TestContext.Current.CancellationToken);

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await here.RefreshAsync(token)).Code);
    }

    [Fact]
    public async Task An_outdated_remembered_row_is_not_tried_again()
    {
        CountingGrants counted = null!;
        var here = FlowServer.WithAlice(stores => stores with { Grants = counted = new CountingGrants(stores.Grants) });
        var token = TokenOf(FlowServer.Json(await here.RefreshAsync(TokenOf(await here.TokensAsync()))));
        await new GrantRevocation(here.Stores, EventListeners.None).RevokeAsync(here.Workspace, here.Grant.Id, TestContext.Current.CancellationToken);
        await here.RefreshAsync(token);
        (counted.Reads, counted.Writes) = (0, 0);

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await here.RefreshAsync(token)).Code);
        Assert.Equal((1, 0), (counted.Reads, counted.Writes));
    }

    [Fact]
    public async Task A_token_that_another_instance_rotated_leads_to_its_successor_within_the_grace()
    {
        var remembered = new MemoryGrants();
        var here = FlowServer.WithAlice(stores => stores with { Remembered = remembered });
        var token = TokenOf(FlowServer.Json(await here.RefreshAsync(TokenOf(await here.TokensAsync()))));
        var asBefore = remembered.Recall(here.Workspace, here.Grant.Id)!;
        var successor = TokenOf(FlowServer.Json(await here.RefreshAsync(token)));
        // This instance now has the memory of an instance that did not get the second request.
        remembered.Remember(here.Workspace, asBefore);

        Assert.Equal(successor, TokenOf(FlowServer.Json(await here.RefreshAsync(token))));
    }
}
