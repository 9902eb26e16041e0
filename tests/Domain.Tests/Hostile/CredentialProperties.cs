using System.Text;
using FsCheck.Fluent;
using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>The content of the Authorization header, and the handles and form tokens that belong to cookies.</summary>
public sealed class CredentialProperties
{
    private static readonly Workspace Workspace = new("default", new Uri("https://issuer.example"));

    [Fact]
    public void Basic_credentials_are_read_as_they_were_written() => Property.Holds(Input.Unicode.Zip(Input.Unicode), pair =>
    {
        var (id, secret) = ("c" + pair.Item1.Replace("\0", "", StringComparison.Ordinal), pair.Item2.Replace("\0", "", StringComparison.Ordinal));
        var credentials = Read(Basic($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}"));
        Assert.Equal((id, secret), (credentials.Value?.ClientId, credentials.Value?.Secret));
    });

    [Fact]
    public void Hostile_Basic_credentials_are_refused_or_have_an_id() => Property.Holds(Input.Octets, octets =>
    {
        foreach (var header in new[] { "Basic " + Convert.ToBase64String(octets), "Basic " + Encoding.Latin1.GetString(octets) })
        {
            var credentials = Read(header);
            if (credentials.IsError)
                Assert.Contains(credentials.Error.Code, new[] { "invalid_client", "invalid_request" }.AsEnumerable());
            else
                Assert.NotEmpty(credentials.Value.ClientId);
        }
    });

    [Fact]
    public void A_bearer_token_has_no_blanks_around_it() => Property.Holds(Input.Text, text =>
    {
        foreach (var header in new[] { text, "Bearer " + text, "bearer " + text })
            if (PresentedToken.BearerOf(header) is { } token)
                Assert.Equal(token.Trim(), token);
    });

    [Fact]
    public void A_handle_is_two_plain_parts() => Property.Holds(Gen.OneOf(Input.Text, Input.Mutated("0abcdef_-9.zyx-W_1")), text =>
    {
        if (Handle.Parse(text) is not { } handle)
            return;
        Assert.Equal(text, handle.Text);
        Assert.Matches("^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\z", text);
        Assert.StartsWith(handle.Id + ".", text, StringComparison.Ordinal);
        Assert.True(handle.Matches(handle.Hash()));
        Assert.False(handle.Matches(Handle.HashOf(text + "x")));
    });

    [Fact]
    public void A_form_token_fits_its_own_browser_purpose_and_session_only() => Property.Holds(Input.Unicode.Zip(Input.Unicode), pair =>
    {
        var (browser, other) = pair;
        var token = FormToken.Of(browser, "consent", other);
        Assert.True(FormToken.Fits(token, browser, "consent", other));
        Assert.False(FormToken.Fits(token, browser + "x", "consent", other));
        Assert.False(FormToken.Fits(token, browser, "sign-in", other));
        Assert.False(FormToken.Fits(token, browser, "consent", other + "x"));
        Assert.False(FormToken.Fits(other, browser, "consent", other));
    });

    private static string Basic(string text) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static OAuthResult<ClientCredentials> Read(string authorization) => new ClientSecretBasic(TimeProvider.System).Read(
        new EndpointRequest(Workspace, ParameterSet.Empty) { Authorization = authorization });
}
