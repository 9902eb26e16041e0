using Azure.Data.Tables;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.TrustedIssuers;

/// <summary>Tests the table of trusted issuers on every table engine.</summary>
public abstract class TrustedIssuerTableContract
{
    // All tests of the run share one Azurite, so each test uses a new workspace.
    private readonly string _workspace = $"w{Guid.NewGuid():n}";

    protected abstract TableServiceClient Open();

    [Theory]
    [InlineData(null)]
    [InlineData("https://idp.example/keys?a=b&c=%20'd'")]
    public async Task An_issuer_comes_back_as_it_was_stored(string? jwksUri)
    {
        var table = await TableAsync();
        var issuer = new TrustedIssuer("https://idp.example/tenant/é?x#y")
        {
            Audience = "tollgate 'here'",
            JwksUri = jwksUri,
            SubjectClaim = "oid",
            SubjectPrefix = "",
            Clients = ["one", "two"],
        };
        await table.PutAsync(_workspace, issuer, default);
        var read = (await table.FindAsync(_workspace, issuer.Issuer, default))!;
        Assert.Equal(issuer with { Clients = read.Clients }, read);
        Assert.Equal(issuer.Clients, read.Clients);
        Assert.Null(await table.FindAsync(_workspace + "x", issuer.Issuer, default));
        Assert.Null(await table.FindAsync(_workspace, issuer.Issuer + "/", default));
    }

    [Fact]
    public async Task A_second_write_replaces_the_whole_row()
    {
        var table = await TableAsync();
        await table.PutAsync(_workspace, Sample("a") with { JwksUri = "https://idp.example/keys", Clients = ["one"] }, default);
        await table.PutAsync(_workspace, Sample("a") with { Audience = "other" }, default);
        var read = (await table.FindAsync(_workspace, "https://a.example", default))!;
        Assert.Equal(("other", null), (read.Audience, read.JwksUri));
        Assert.Empty(read.Clients);
    }

    [Fact]
    public async Task A_list_has_the_issuers_of_its_workspace_only()
    {
        var table = await TableAsync();
        foreach (var name in new[] { "a", "b", "c" })
            await table.PutAsync(_workspace, Sample(name), default);
        await table.PutAsync(_workspace + "-b", Sample("d"), default);
        await table.PutAsync(_workspace[..^1], Sample("e"), default);
        var names = new List<string>();
        await foreach (var issuer in table.ListAsync(_workspace))
            names.Add(issuer.Issuer);
        Assert.Equal(["https://a.example", "https://b.example", "https://c.example"], names.Order());
    }

    [Fact]
    public async Task A_removal_returns_whether_the_issuer_existed()
    {
        var table = await TableAsync();
        await table.PutAsync(_workspace, Sample("gone"), default);
        Assert.True(await table.RemoveAsync(_workspace, "https://gone.example", default));
        Assert.False(await table.RemoveAsync(_workspace, "https://gone.example", default));
        Assert.Null(await table.FindAsync(_workspace, "https://gone.example", default));
    }

    private static TrustedIssuer Sample(string name) => new($"https://{name}.example") { Audience = "tollgate" };

    private async Task<TrustedIssuerTable> TableAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.TrustedIssuers);
        return new TrustedIssuerTable(tables);
    }
}

public sealed class TrustedIssuerTableInMemory : TrustedIssuerTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class TrustedIssuerTableInFile : TrustedIssuerTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("issuers.db"), TimeProvider.System);
}

public sealed class TrustedIssuerTableOnAzurite(AzuriteFixture azurite) : TrustedIssuerTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
