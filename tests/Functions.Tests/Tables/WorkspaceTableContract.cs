using Azure.Data.Tables;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the table of workspaces on every table engine.</summary>
public abstract class WorkspaceTableContract
{
    private readonly string _name = $"w{Guid.NewGuid():n}"[..20];

    private Workspace Usual => new(_name, new Uri("https://auth.example/" + _name)) { UiLocales = ["en", "fr"], SigningAlgorithm = "RS256" };

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_workspace_comes_back_as_it_was_stored()
    {
        var table = await TableAsync();
        var workspace = Usual with
        {
            DisplayName = "Acme <b>",
            HasOwnKeys = true,
            SigningMode = SigningMode.Wrapped,
            GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
            UiLocales = ["fr"],
            SigningAlgorithm = "PS256",
            AccessTokenSignedResponseAlg = "ES256",
            IdTokensHaveUserClaims = false,
            RequiresPushedRequests = true,
            RequiresDpopNonce = true,
            Profile = SecurityProfile.Fapi2,
            TakesApplicationRequests = false,
            Registration = RegistrationPolicy.AllowedHosts,
            RegistrationHosts = ["app.example", "other.example"],
            Resources =
            [
                new Resource("Notes", "https://notes.example")
                {
                    Scopes = ScopeSet.Of("notes.read", "notes.write"),
                    OpenScopes = ScopeSet.Of("notes.read"),
                    DocumentationUri = "https://notes.example/docs",
                    GraphQlUri = "https://notes.example/graphql",
                },
            ],
            AccessTokenLifetime = TimeSpan.FromMinutes(3),
            RefreshTokenGrace = TimeSpan.Zero,
            SessionLifetime = TimeSpan.FromDays(2),
        };
        Assert.True(await table.AddAsync(workspace, default));
        Assert.False(await table.AddAsync(workspace, default));
        Assert.True(await table.HasAsync(workspace, default));
        Assert.False(await table.HasAsync(workspace with { DisplayName = "Another" }, default));
        Assert.False(await table.HasAsync(workspace with { CodeLifetime = TimeSpan.FromSeconds(30) }, default));

        var read = (await table.FindAsync(Usual, default))!;

        Assert.Equivalent(workspace with { Scopes = read.Scopes }, read);
        Assert.Equal(StandardScopes.All.Text + " notes.read notes.write", read.Scopes.Text);
    }

    [Fact]
    public async Task A_setting_that_the_row_omits_comes_from_the_deployment()
    {
        var table = await TableAsync();
        await table.AddAsync(new Workspace(_name, Usual.IssuerAddress) { UiLocales = [], SigningAlgorithm = "" }, default);

        var read = (await table.FindAsync(Usual with { AccessTokenLifetime = TimeSpan.FromMinutes(7) }, default))!;

        Assert.Equal(["en", "fr"], read.UiLocales);
        Assert.Equal(("RS256", TimeSpan.FromMinutes(7), null, false), (read.SigningAlgorithm, read.AccessTokenLifetime, read.SigningMode, read.HasOwnKeys));
        Assert.Null(read.GrantTypes);
        Assert.Equal((null, true), (read.AccessTokenSignedResponseAlg, read.IdTokensHaveUserClaims));
    }

    [Fact]
    public async Task No_concurrent_change_is_lost()
    {
        var table = await TableAsync();
        await table.AddAsync(Usual, default);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => table.ChangeAsync(
            Usual, workspace => workspace with { RegistrationHosts = [.. workspace.RegistrationHosts, $"host{i}.example"] }, default)));

        Assert.Equal(10, (await table.FindAsync(Usual, default))!.RegistrationHosts.Count);
    }

    [Fact]
    public async Task A_removed_workspace_is_gone()
    {
        var table = await TableAsync();
        await table.AddAsync(Usual, default);
        Assert.Contains(await table.ListAsync(name => new Workspace(name, Usual.IssuerAddress)).ToListAsync(TestContext.Current.CancellationToken), each =>
            each.Name == _name);

        Assert.True(await table.RemoveAsync(_name, default));
        Assert.False(await table.RemoveAsync(_name, default));
        Assert.Null(await table.FindAsync(Usual, default));
        Assert.Null(await table.ChangeAsync(Usual, workspace => workspace, default));
    }

    private async Task<WorkspaceTable> TableAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.Workspaces);
        return new WorkspaceTable(tables);
    }
}

public sealed class WorkspaceTableInMemory : WorkspaceTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class WorkspaceTableInFile : WorkspaceTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("workspaces.db"), TimeProvider.System);
}

public sealed class WorkspaceTableOnAzurite(AzuriteFixture azurite) : WorkspaceTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
