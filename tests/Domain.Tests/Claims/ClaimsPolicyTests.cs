using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Domain.Claims;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Claims;

public sealed class ClaimsPolicyTests
{
    private static readonly Workspace Workspace = new("default", new Uri("https://issuer.example"));

    private static readonly User Alice = new("subject-of-alice", "alice")
    {
        Name = "Alice \"L\" Ä",
        GivenName = "Alice",
        FamilyName = "Liddell",
        Email = "a+b@example.com",
        IsEmailVerified = true,
        UpdatedAt = DateTimeOffset.FromUnixTimeSeconds(1234567890),
    };

    private static readonly User Reachable = Alice with
    {
        PhoneNumber = "+14255551212",
        IsPhoneNumberVerified = true,
        Address = new PostalAddress("1 Rabbit Hole", "OX1 1DP", "Oxford", null, "UK"),
    };

    [Fact]
    public void The_octets_equal_the_UserInfo_answers_of_earlier_versions() =>
        Assert.Equal(
            """{"name":"Alice \u0022L\u0022 \u00C4","given_name":"Alice","family_name":"Liddell","preferred_username":"alice","updated_at":"""
                + """1234567890,"email":"a\u002Bb@example.com","email_verified":true}""",
            Written(Select(TokenKind.UserInfo)));

    [Fact]
    public void ID_tokens_have_the_same_claims() => Assert.Equal(Written(Select(TokenKind.UserInfo)), Written(Select(TokenKind.IdToken)));

    [Fact]
    public void A_workspace_can_keep_the_claims_out_of_its_ID_tokens() => Assert.Equal(
        ("{}", Written(Select(TokenKind.UserInfo))),
        (Written(Select(TokenKind.IdToken, Workspace with { IdTokensHaveUserClaims = false })),
            Written(Select(TokenKind.UserInfo, Workspace with { IdTokensHaveUserClaims = false }))));

    [Fact]
    public void Access_tokens_have_no_claims_about_the_user() => Assert.Equal("{}", Written(Select(TokenKind.AccessToken)));

    [Fact]
    public void Address_and_telephone_number_have_scopes_of_their_own() => Assert.Equal(
        """{"address":{"street_address":"1 Rabbit Hole","postal_code":"OX1 1DP","locality":"Oxford","country":"UK"},"phone_number":"""
            + "\"\\u002B14255551212\",\"phone_number_verified\":true}",
        Written(ClaimsPolicy.Select(
            TokenKind.IdToken, Workspace, ScopeSet.Of("openid", "address", "phone"), new Client("web"), RequestedClaims.None, Reachable)));

    [Fact]
    public void Every_selected_claim_is_announced()
    {
        using var document = JsonDocument.Parse(Written(Select(TokenKind.UserInfo, user: Reachable)));
        Assert.Equal(ClaimsPolicy.Supported, document.RootElement.EnumerateObject().Select(claim => claim.Name));
    }

    private static UserClaims Select(TokenKind kind, Workspace? workspace = null, User? user = null) =>
        ClaimsPolicy.Select(kind, workspace ?? Workspace, StandardScopes.All, new Client("web"), RequestedClaims.None, user ?? Alice);

    private static string Written(UserClaims claims)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        claims.Write(json);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
