using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>Signing keys of earlier versions: keys that the vault's key unwraps, and keys in files.</summary>
public sealed class StoredKeyTests(StoredHosts hosts) : IClassFixture<StoredHosts>
{
    private const string Keyed = "keyed";
    private const string Varied = "varied";

    public static TheoryData<string> Folders => StoredHosts.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task In_local_mode_the_same_keys_sign(string folder)
    {
        var host = await hosts.GetAsync(folder);

        Assert.Equal(host.Clear.Token("access-of-service").KeyIdOf(), await SigningAsync(host, "demo-service"));
        Assert.Equal(host.Clear.Token("access-by-RS256").KeyIdOf(), await SigningAsync(host, "report-rsa"));
        Assert.Equal(host.Clear.Token("access-of-keyed").KeyIdOf(), await SigningAsync(host, "keyed-service", Keyed));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task In_wrapped_mode_the_same_keys_sign_and_no_new_key_is_made(string folder)
    {
        var host = await hosts.GetAsync(folder, StoredHost.Wrapped);

        Assert.Equal(host.Clear.Token("wrapped-of-service").KeyIdOf(), await SigningAsync(host, "demo-service"));
        Assert.Equal(host.Clear.Token("wrapped-by-RS256").KeyIdOf(), await SigningAsync(host, "report-rsa"));
        Assert.Equal(host.Clear.Token("wrapped-of-keyed").KeyIdOf(), await SigningAsync(host, "keyed-service", Keyed));
        Assert.Equal(host.Clear.Token("wrapped-by-next-key").KeyIdOf(), await SigningAsync(host, "keyed-service-rsa", Keyed));

        foreach (var workspace in new[] { Workspace.DefaultName, Keyed })
            await (await KeysAsync(host, workspace)).Upkeep;
        Assert.Equal(LinesOf(host, EpochKeyTable.SharedRing), await LinesAsync(host, EpochKeyTable.SharedRing));
        Assert.Equal(LinesOf(host, Keyed), await LinesAsync(host, Keyed));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_revoked_key_is_not_published_and_the_other_keys_are(string folder)
    {
        var host = await hosts.GetAsync(folder, StoredHost.Wrapped);

        var published = await (await KeysAsync(host, Keyed)).PublishedIdsAsync();

        Assert.DoesNotContain(host.Clear.Token("wrapped-by-revoked-key").KeyIdOf(), published);
        Assert.Contains(host.Clear.Token("wrapped-of-keyed").KeyIdOf(), published);
        Assert.Contains(host.Clear.Token("wrapped-by-next-key").KeyIdOf(), published);
        Assert.Equal(host.Rows.Tables[TableNames.SigningKeys].Count(row => row.Entity.PartitionKey == Keyed) - 1, published.Length);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_server_makes_a_rotation_that_an_operator_requested(string folder)
    {
        var host = await hosts.GetAsync(folder, StoredHost.Wrapped);
        var before = LinesOf(host, Varied);
        var keys = await KeysAsync(host, Varied);

        Assert.Equal(host.Clear.Token("wrapped-of-varied").KeyIdOf(), await keys.CurrentIdAsync(SigningAlgorithms.RS256));
        await keys.Upkeep;

        var after = await LinesAsync(host, Varied);
        Assert.Equal(before, after.Intersect(before));
        Assert.Equal(2 * before.Count, after.Count);
    }

    private static async Task<string> SigningAsync(StoredHost host, string clientId, string workspace = Workspace.DefaultName)
    {
        var credentials = $"{clientId}:{host.Clear.Secret(clientId, workspace)}";
        var tokens = await host.Client.TokensAsync("grant_type=client_credentials", credentials, StoredHost.PrefixOf(workspace) + "/token");
        return StoredTokens.KeyIdOf(tokens.Text("access_token")!);
    }

    private static async Task<WrappedSigningKeys> KeysAsync(StoredHost host, string workspace)
    {
        var services = host.Server.Services;
        var found = await services.GetRequiredService<IWorkspaceStore>().FindAsync(workspace, default);
        return Assert.IsType<WrappedSigningKeys>(services.GetRequiredService<IKeyRings>().Of(found!));
    }

    private static List<string> LinesOf(StoredHost host, string ring) =>
        [.. host.Rows.Tables[TableNames.SigningKeys].Where(row => row.Entity.PartitionKey == ring).Select(RowLine.Write)];

    private static async Task<List<string>> LinesAsync(StoredHost host, string ring)
    {
        var lines = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ring}");
        await foreach (var row in host.Tables.GetTableClient(TableNames.SigningKeys).QueryAsync<TableEntity>(filter))
            lines.Add(RowLine.Write(new StoredRow(row.Timestamp!.Value, row)));
        return lines;
    }
}
