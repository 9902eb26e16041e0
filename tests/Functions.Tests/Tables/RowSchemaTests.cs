using System.Net;
using Azure;
using Azure.Data.Tables;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.Functions.Tests.Devices;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>
/// Two versions of the server run side by side. This version reads rows of a newer version, and rows of an older version without a schema number
/// (docs/adr/0019).
/// </summary>
public sealed class RowSchemaTests
{
    private readonly TableServiceClient _tables = TableEngine.InMemory(TimeProvider.System);

    [Theory]
    [InlineData(2)]
    [InlineData(1000)]
    public async Task A_grant_that_only_a_newer_version_understands_is_temporarily_unavailable_and_stays_as_it_is(int schema)
    {
        await using var host = await TestHost.StartAsync(TestClock.New(), _tables);
        var tokens = await host.Client.ConnectDeviceAsync();
        var id = tokens.Value("refresh_token")!.Split('.')[0];
        await SetAsync(id, schema);

        var refused = await RefreshAsync(host, tokens);
        var introspected = await host.Client.IntrospectAsync(tokens.Value("access_token"));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"), (refused.Status, refused.Error));
        Assert.NotEqual("", refused.Header("Retry-After"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, introspected.Status);
        await SetAsync(id, 1);
        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(host, tokens)).Status);
    }

    [Fact]
    public async Task A_grant_without_a_schema_number_is_refreshed_and_gets_a_number()
    {
        await using var host = await TestHost.StartAsync(TestClock.New(), _tables);
        var tokens = await host.Client.ConnectDeviceAsync();
        var id = tokens.Value("refresh_token")!.Split('.')[0];
        await SetAsync(id, null);

        Assert.Equal(HttpStatusCode.OK, (await RefreshAsync(host, tokens)).Status);

        Assert.Equal(1, (await RowAsync(id)).GetInt32(RowSchema.Column));
    }

    private static Task<DeviceAnswer> RefreshAsync(TestHost host, DeviceAnswer tokens) => host.Client.FormAsync(
        "/token", $"grant_type=refresh_token&client_id=demo-device&refresh_token={tokens.Value("refresh_token")}");

    private async Task<TableEntity> RowAsync(string id) =>
        (await _tables.GetTableClient(TableNames.Grants).GetEntityAsync<TableEntity>(id, "grant")).Value;

    private async Task SetAsync(string id, int? schema)
    {
        var row = await RowAsync(id);
        row.Remove(RowSchema.Column);
        if (schema is { } number)
            row[RowSchema.Column] = number;
        await _tables.GetTableClient(TableNames.Grants).UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
    }
}
