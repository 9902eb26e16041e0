using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>Sends cookies with random content to a running server.</summary>
public sealed class CookieProperties(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private static readonly Gen<string> Values = Gen.OneOf(Input.VisibleAscii, Input.VisibleAscii.Select(text => text.PadRight(43, 'b')[..43]));

    [Fact]
    public void No_random_cookie_opens_a_session() => Property.Holds(Values.Zip(Values), pair =>
    {
        var (session, browser) = pair;
        foreach (var header in new[] { $"tollgate-session={session}; tollgate-browser={browser}", $"{session}; {browser}", session + browser })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/device");
            request.Headers.TryAddWithoutValidation("Cookie", header);
            using var response = host.Client.Send(request, TestContext.Current.CancellationToken);
            using var reader = new StreamReader(response.Content.ReadAsStream(TestContext.Current.CancellationToken));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("name=\"password\"", reader.ReadToEnd(), StringComparison.Ordinal);
        }
    });
}
