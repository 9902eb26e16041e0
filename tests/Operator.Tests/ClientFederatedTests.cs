using System.Text.Json;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Operator.Tests;

/// <summary>Federated credentials on the command line.</summary>
public sealed class ClientFederatedTests : IDisposable
{
    private const string Tenant = "7d1b9fd6-6f5c-4b0e-9a3e-3c1f0b4f6a11";
    private const string Identity = "2f3c8c1e-9f0b-4b7a-8a53-5c2d1e7f9b20";

    private static readonly string[] Add = ["client", "add", "--id", "job", "--name", "Job"];
    private static readonly string[] ManagedIdentity = ["--federated", "managed-identity", "--tenant", Tenant, "--object-id", Identity];
    private static readonly string[] GitHub = ["--federated", "github", "--repository", "org/name", "--repository-id", "2", "--owner-id", "1"];

    private static readonly string[] Pod =
        ["--federated", "kubernetes", "--issuer", "https://cluster.example", "--namespace", "shop", "--service-account", "billing"];

    private static readonly string[] Custom = ["--federated", "custom", "--issuer", "https://issuer.example", "--subject", "org/*"];

    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_managed_identity_is_pinned_by_tenant_and_object_id_in_tokens_of_both_versions()
    {
        var credential = await AddedAsync(
            ["--federated", "managed-identity", "--tenant", Tenant.ToUpperInvariant(), "--object-id", Identity, "--federated-audience", "api://tollgate"]);
        Assert.Equal(
            [$"https://login.microsoftonline.com/{Tenant}/v2.0", $"https://sts.windows.net/{Tenant}/"], Texts(credential.GetProperty("issuers")));
        Assert.Equal(["api://tollgate"], Texts(credential.GetProperty("audiences")));
        Assert.Equal([$"sub {Identity}", $"oid {Identity}", $"tid {Tenant}", "idtyp app?"], Claims(credential));
    }

    [Theory]
    [InlineData("--environment", "prod:eu", "environment:prod%3Aeu")]
    [InlineData("--branch", "release/1", "ref:refs/heads/release/1")]
    [InlineData("--any-ref", null, "*")]
    public async Task A_job_of_GitHub_is_pinned_by_names_and_ids(string option, string? value, string context)
    {
        var credential = await AddedAsync([.. GitHub, option, .. value is null ? (string[])[] : [value]]);
        Assert.Equal([$"sub repo:org/name:{context}|repo:org@1/name@2:{context}", "repository_id 2", "repository_owner_id 1"], Claims(credential));
        Assert.False(credential.TryGetProperty("audiences", out _));
    }

    [Fact]
    public async Task A_pod_is_pinned_by_its_service_account()
    {
        var credential = await AddedAsync(Pod);
        Assert.Equal(["sub system:serviceaccount:shop:billing"], Claims(credential));
        Assert.Equal(["https://cluster.example"], Texts(credential.GetProperty("issuers")));
    }

    [Fact]
    public async Task Any_other_workload_is_described_by_subject_and_claims() => Assert.Equal(
        ["sub org/*", "project_id 22", "note a=b"], Claims(await AddedAsync([.. Custom, "--claim", "project_id=22", "--claim", "note=a=b"])));

    [Fact]
    public async Task The_keys_of_an_issuer_that_the_server_cannot_reach_come_from_a_file()
    {
        using var cluster = AssertionSigner.New("RS256");
        var file = Path.Combine(_shell.Folder, "jwks.json");
        await File.WriteAllTextAsync(file, cluster.JwkSet, TestContext.Current.CancellationToken);
        var added = await _shell.JsonAsync([.. Add, .. Pod, "--jwks", file]);
        Assert.False(added.TryGetProperty("jwks", out _));
        Assert.Equal("key-1", added.GetProperty("federated")[0].GetProperty("jwks").GetProperty("keys")[0].GetProperty("kid").GetString());
        await _shell.RefusedAsync(ExitCode.Usage, "cannot be read", [.. Add, .. Pod, "--jwks", file + "2"]);
    }

    public static TheoryData<string[], string> Mistakes => new()
    {
        { ["--federated", "azure"], "is not one of: managed-identity, github, kubernetes, custom" },
        { ["--tenant", Tenant], "--tenant needs --federated." },
        { ["--federated-audience", "api://x"], "--federated-audience needs --federated." },
        { ManagedIdentity, "needs --federated-audience" },
        { [.. ManagedIdentity[..4], "--federated-audience", "api://x"], "--federated managed-identity needs --object-id." },
        { ["--federated", "managed-identity", "--tenant", "contoso", "--object-id", Identity], "--tenant: takes a GUID" },
        { [.. ManagedIdentity, "--branch", "main"], "--branch does not belong to --federated managed-identity." },
        { [.. ManagedIdentity, "--federated-audience", "api://AzureADTokenExchange"], "Microsoft Entra ID (its own federation)" },
        { [.. ManagedIdentity, "--federated-audience", "https://graph.microsoft.com"], "Microsoft Graph" },
        { [.. ManagedIdentity, "--federated-audience", "https://management.azure.com/"], "Azure Resource Manager" },
        { [.. GitHub, "--branch", "main", "--federated-audience", "https://github.com/org"], "GitHub (the default of its tokens)" },
        { GitHub, "--repository alone is refused: name --environment or --branch" },
        { [.. GitHub, "--branch", "main", "--any-ref"], "one of them" },
        { [.. GitHub[..6], "--branch", "main"], "gh api repos/org/name --jq '.id, .owner.id'" },
        { [.. GitHub[..4], "--owner-id", "1", "--branch", "main"], "gh api repos/org/name --jq '.id, .owner.id'" },
        { [.. GitHub[..2], "--branch", "main"], "--federated github needs --repository." },
        { [.. GitHub, "--branch", "release/v*"], "the * is at a wrong place" },
        { ["--federated", "github", "--repository", "org", "--branch", "main"], "--repository: takes ORG/NAME." },
        { [.. GitHub[..4], "--repository-id", "x", "--owner-id", "1", "--branch", "main"], "--repository-id: takes a number." },
        { Pod[..4], "--federated kubernetes needs --namespace." },
        { [.. Pod[..6], "--service-account", "Billing"], "--service-account: takes a name of Kubernetes." },
        { ["--federated", "custom", "--subject", "x", "--issuer", "http://issuer.example"], "cannot be an issuer" },
        { ["--federated", "custom", "--issuer", "https://issuer.example"], "--federated custom needs --subject." },
        { [.. Custom[..4], "--subject", "org/na*"], "the * is at a wrong place" },
        { [.. Custom, "--claim", "aud=x"], "The claim aud cannot be required" },
        { [.. Custom, "--claim", "sub=x"], "each once" },
        { [.. Custom, "--claim", "x"], "--claim: takes NAME=VALUE." },
        { ["--federated", "custom", "--issuer", "https://token.actions.githubusercontent.com", "--subject", "repo:org/*"], "repository_id" },
        { [.. Custom, "--public"], "--public excludes keys and federated credentials" },
        { [.. Custom, "--auth-method", "client_secret_basic"], "authenticates by private_key_jwt" },
        { [.. Custom, "--jwks-uri", "https://a.example/keys"], "added by a command each" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_refused_with_what_to_write_instead(string[] options, string reason)
    {
        await _shell.RefusedAsync(ExitCode.Usage, reason, [.. Add, .. options]);
        Assert.False(File.Exists(_shell.File));
    }

    [Fact]
    public async Task An_issuer_that_a_server_does_not_fetch_keys_from_needs_a_file_of_keys() =>
        await _shell.RefusedAsync(ExitCode.Usage, "is not a public address", [.. Add, .. Pod[..3], "https://10.0.0.1", .. Pod[4..]]);

    [Fact]
    public async Task A_new_client_has_no_secret_unless_it_is_asked_for()
    {
        var added = await _shell.RunAsync([.. Add, .. Pod]);
        Assert.Contains("tokens of its workload prove it", added.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("client_secret", added.Output, StringComparison.Ordinal);
        var both = await _shell.JsonAsync(["client", "add", "--name", "Both", .. Custom, "--keep-secret"]);
        Assert.NotNull(both.GetProperty("client_secret").GetString());
        Assert.False(both.TryGetProperty("token_endpoint_auth_method", out _));
    }

    [Fact]
    public async Task Adding_a_credential_ends_the_secrets_unless_they_are_kept()
    {
        await _shell.RunAsync(Add);
        var kept = await _shell.JsonAsync(["client", "set", "job", .. Custom, "--keep-secret"]);
        Assert.Equal(1, kept.GetProperty("secrets").GetArrayLength());
        var ended = await _shell.JsonAsync(["client", "set", "job", .. Pod]);
        Assert.Equal((0, 2), (ended.GetProperty("secrets").GetArrayLength(), ended.GetProperty("federated").GetArrayLength()));
        Assert.Equal("private_key_jwt", ended.GetProperty("token_endpoint_auth_method").GetString());
    }

    [Fact]
    public async Task Show_numbers_the_credentials_and_set_takes_one_away_by_its_number()
    {
        await _shell.RunAsync([.. Add, .. Pod]);
        await _shell.RunAsync(["client", "set", "job", .. GitHub, "--environment", "production"]);
        var shown = (await _shell.RunAsync("client", "show", "job")).Output;
        Assert.Contains("federated    1. kubernetes of https://cluster.example", shown, StringComparison.Ordinal);
        Assert.Contains("2. github of https://token.actions.githubusercontent.com", shown, StringComparison.Ordinal);
        Assert.Contains("sub repo:org/name:environment:production or repo:org@1/name@2:environment:production", shown, StringComparison.Ordinal);
        Assert.Contains("audience the issuer of the workspace", shown, StringComparison.Ordinal);

        await _shell.RefusedAsync(ExitCode.Refused, "has 2 federated credentials", "client", "set", "job", "--remove-federated", "3");
        var left = await _shell.JsonAsync("client", "set", "job", "--remove-federated", "1");
        Assert.Equal("github", left.GetProperty("federated")[0].GetProperty("kind").GetString());
        var none = await _shell.RunAsync("client", "set", "job", "--remove-federated", "1");
        Assert.Contains("\"client rotate-secret\" gives it one", none.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync("client", "rotate-secret", "job")).ExitCode);
    }

    [Fact]
    public async Task An_identity_belongs_to_one_client_of_a_workspace()
    {
        await _shell.RunAsync([.. Add, .. Pod]);
        string[] other = ["client", "add", "--id", "other", "--name", "Other"];
        await _shell.RefusedAsync(ExitCode.Refused, "The client job of the workspace default has this federated identity already", [.. other, .. Pod]);
        await _shell.RunAsync(other);
        await _shell.RefusedAsync(ExitCode.Refused, "The client job of the workspace default", ["client", "set", "other", .. Pod]);
        await _shell.RunAsync("client", "set", "job", "--remove-federated", "1");
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync(["client", "set", "other", .. Pod])).ExitCode);
        await _shell.RunAsync("client", "remove", "other", "--yes");
        Assert.Equal(ExitCode.Done, (await _shell.RunAsync(["client", "set", "job", .. Pod])).ExitCode);
    }

    [Fact]
    public async Task The_audit_record_names_the_workload_and_the_end_of_the_secrets()
    {
        await _shell.RunAsync(Add);
        await _shell.RunAsync(["client", "set", "job", .. Pod]);
        var records = await _shell.RunAsync("audit", "list", "--client", "job");
        Assert.Contains("secrets_ended", records.Output, StringComparison.Ordinal);
        Assert.Contains("federated kubernetes https://cluster.example system:serviceaccount:shop:billing", records.Output, StringComparison.Ordinal);
    }

    private async Task<JsonElement> AddedAsync(string[] options)
    {
        var added = await _shell.JsonAsync([.. Add, .. options]);
        Assert.False(added.TryGetProperty("client_secret", out _));
        return Assert.Single(added.GetProperty("federated").EnumerateArray());
    }

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString());

    private static IEnumerable<string> Claims(JsonElement credential) => credential.GetProperty("claims").EnumerateArray().Select(claim =>
        $"{claim.GetProperty("name").GetString()} {string.Join('|', Texts(claim.GetProperty("values")))}"
        + (claim.GetProperty("required").GetBoolean() ? "" : "?"));
}
