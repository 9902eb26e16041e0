using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.Applications;

/// <summary>Operators give keys to an application on its page.</summary>
public sealed class KeyFieldsTests : IDisposable
{
    private const string Address = "https://report.example/jwks.json";

    private readonly Desk _desk = new();
    private readonly AssertionSigner _signer = AssertionSigner.New();

    public void Dispose() => _signer.Dispose();

    [Fact]
    public async Task A_new_application_with_keys_has_no_secret()
    {
        var page = await _desk.CreateAsync((ApplicationForm.KeyFields, "on"), (ApplicationForm.Jwks, _signer.JwkSet), (ApplicationForm.JwksUri, ""));

        Assert.Null(page.Secret);
        Assert.Equal(("private_key_jwt", 0), (page.Client!.TokenEndpointAuthMethod, page.Client.Secrets.Count));
        Assert.Equal((_signer.JwkSet, "", false), (page.Form.Jwks, page.Form.JwksUri, page.Form.KeepsSecret));
    }

    [Fact]
    public async Task Keys_end_the_secrets_and_the_record_says_so()
    {
        var page = await EditAsync(await _desk.CreateAsync(), (ApplicationForm.Jwks, _signer.JwkSet));

        Assert.Empty(page.Client!.Secrets);
        Assert.Equal("private_key_jwt", page.Client.TokenEndpointAuthMethod);
        var record = (await _desk.HistoryAsync(page.Client.ClientId)).Last();
        Assert.StartsWith("secrets_ended; ", record.Detail, StringComparison.Ordinal);
        Assert.Contains("keys " + _signer.PublicKeys[0].JsonWebKey.Thumbprint(), record.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_tick_the_secrets_stay_and_without_it_they_end()
    {
        (string, string?)[] keys = [(ApplicationForm.JwksUri, Address)];
        var page = await EditAsync(await _desk.CreateAsync(), [.. keys, (ApplicationForm.KeepSecret, "on")]);
        Assert.Equal((null, 1, true), (page.Client!.TokenEndpointAuthMethod, page.Client.Secrets.Count, page.Form.KeepsSecret));

        page = await EditAsync(page, [.. keys, (ApplicationForm.KeepSecret, "on"), (ApplicationForm.Name, "Weekly report")]);
        Assert.Equal((null, 1, "Weekly report"), (page.Client!.TokenEndpointAuthMethod, page.Client.Secrets.Count, page.Client.ClientName));

        page = await EditAsync(page, keys);
        Assert.Equal(("private_key_jwt", 0, ClientKeys.At(Address)), (page.Client!.TokenEndpointAuthMethod, page.Client.Secrets.Count, page.Client.Keys));
    }

    [Fact]
    public async Task An_application_whose_keys_are_taken_away_gets_a_secret_by_the_next_button()
    {
        var page = await EditAsync(await _desk.CreateAsync(), (ApplicationForm.JwksUri, Address));
        page = Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "rotate"));
        Assert.Null(page.Secret);

        page = await EditAsync(page, (ApplicationForm.JwksUri, ""));
        Assert.Equal((null, null), (page.Client!.Keys, page.Client.TokenEndpointAuthMethod));
        Assert.NotNull(Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "rotate")).Secret);
    }

    /// <summary>An instance of the version before shows such a form.</summary>
    [Fact]
    public async Task A_form_without_the_fields_leaves_the_keys()
    {
        var page = await EditAsync(await _desk.CreateAsync(), (ApplicationForm.JwksUri, Address));

        page = Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "edit", Desk.Service((ApplicationForm.Name, "Weekly report"))));

        Assert.Equal((ClientKeys.At(Address), "private_key_jwt"), (page.Client!.Keys, page.Client.TokenEndpointAuthMethod));
    }

    [Fact]
    public async Task A_public_application_has_no_keys()
    {
        var page = await EditAsync(await _desk.CreateAsync(), (ApplicationForm.JwksUri, Address));

        page = await EditAsync(
            page, (ApplicationForm.JwksUri, Address), (ApplicationForm.ClientType, "public"), (ApplicationForm.RedirectUris, "https://report.example/"),
            (ApplicationForm.GrantField("client_credentials"), null), (ApplicationForm.GrantField("authorization_code"), "on"));

        Assert.Equal((null, "none"), (page.Client!.Keys, page.Client.TokenEndpointAuthMethod));
    }

    [Theory]
    [InlineData(ApplicationForm.Jwks, "nonsense", "jwks_form")]
    [InlineData(ApplicationForm.Jwks, """{"keys":[]}""", "jwks_none")]
    [InlineData(ApplicationForm.Jwks, """{"keys":[{"kty":"oct","k":"AAAA"}]}""", "jwks_symmetric")]
    [InlineData(ApplicationForm.Jwks, """{"keys":[{"kty":"EC","d":"AAAA"}]}""", "jwks_private")]
    [InlineData(ApplicationForm.JwksUri, "http://report.example/", "jwks_uri_form")]
    public async Task Wrong_keys_are_a_problem_at_their_field(string field, string value, string key)
    {
        var created = await _desk.CreateAsync();
        var page = Desk.Page<ApplicationPage>(await _desk.ActAsync(created, "edit", Desk.Service((ApplicationForm.KeyFields, "on"), (field, value))));

        var problem = Assert.Single(page.Problems);
        Assert.Equal((field, key), (problem.Field, problem.Problem.Key));
        Assert.Null(page.Client!.Keys);
    }

    [Fact]
    public async Task Keys_and_their_address_exclude_each_other()
    {
        var page = Desk.Page<ApplicationPage>(await _desk.ActAsync(
            await _desk.CreateAsync(),
            "edit",
            Desk.Service((ApplicationForm.KeyFields, "on"), (ApplicationForm.Jwks, _signer.JwkSet), (ApplicationForm.JwksUri, Address))));

        Assert.Equal("jwks_both", Assert.Single(page.Problems).Problem.Key);
    }

    private async Task<ApplicationPage> EditAsync(ApplicationPage page, params (string Name, string? Value)[] changes) =>
        Desk.Page<ApplicationPage>(await _desk.ActAsync(page, "edit", Desk.Service([(ApplicationForm.KeyFields, "on"), .. changes])));
}
