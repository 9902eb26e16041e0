using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Workspaces;

public sealed class WorkspaceTests
{
    [Theory]
    [InlineData("https://issuer.example", "https://issuer.example")]
    [InlineData("https://issuer.example/", "https://issuer.example")]
    [InlineData("https://issuer.example/tenant/", "https://issuer.example/tenant")]
    [InlineData("http://127.0.0.1:7071", "http://127.0.0.1:7071")]
    public void The_issuer_has_no_trailing_slash(string address, string issuer)
    {
        var workspace = new Workspace("default", new Uri(address));

        Assert.Equal(issuer, workspace.Issuer);
        Assert.Equal(issuer, workspace.DefaultAudience);
        Assert.Equal(issuer + "/token", workspace.Address("/token"));
    }
}
