using System.Buffers;
using System.Text;
using System.Text.Json;
using Tollgate.Domain.Claims;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tests.Claims;

public sealed class ClaimsPolicyTests
{
    private static readonly User Alice = new("subject-of-alice", "alice")
    {
        Name = "Alice \"L\" Ä",
        GivenName = "Alice",
        FamilyName = "Liddell",
        Email = "a+b@example.com",
        IsEmailVerified = true,
        UpdatedAt = DateTimeOffset.FromUnixTimeSeconds(1234567890),
    };

    [Fact]
    public void The_octets_are_those_of_the_earlier_UserInfo_answers() =>
        Assert.Equal(
            """{"name":"Alice \u0022L\u0022 \u00C4","given_name":"Alice","family_name":"Liddell","preferred_username":"alice","updated_at":"""
                + """1234567890,"email":"a\u002Bb@example.com","email_verified":true}""",
            Written(Select(TokenKind.UserInfo)));

    [Theory]
    [InlineData(TokenKind.IdToken)]
    [InlineData(TokenKind.AccessToken)]
    public void Tokens_have_no_claims_about_the_user(TokenKind kind) => Assert.Equal("{}", Written(Select(kind)));

    [Fact]
    public void Every_selected_claim_is_announced()
    {
        using var document = JsonDocument.Parse(Written(Select(TokenKind.UserInfo)));
        Assert.Equal(ClaimsPolicy.Supported, document.RootElement.EnumerateObject().Select(claim => claim.Name));
    }

    private static UserClaims Select(TokenKind kind) =>
        ClaimsPolicy.Select(kind, StandardScopes.All, new Client("web"), RequestedClaims.None, Alice);

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
