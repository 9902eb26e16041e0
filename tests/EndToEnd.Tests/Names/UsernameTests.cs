using System.Net;
using Tollgate.EndToEnd.Tests.Applications;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.EndToEnd.Tests.Names;

/// <summary>A person types a name and a password in the spelling of the current keyboard.</summary>
[RunsOnWorker]
public sealed class UsernameTests(ApplicationsHost host) : IClassFixture<ApplicationsHost>
{
    private const string Password = "pa\u0301ss wo\u0308rd";

    [Fact]
    public async Task Every_spelling_of_a_name_and_of_a_password_signs_in()
    {
        var invitation = await host.InviteAsync("default", "Ame\u0301lie", isOperator: true);
        using (var first = new ScriptlessBrowser(host.Host.Address))
        {
            var page = await first.OpenAsync(new Uri(invitation).PathAndQuery);
            page = await first.FollowAsync(await first.SubmitAsync(page, ("password", Password), ("password_again", Password)));
            Assert.Equal(HttpStatusCode.OK, page.Status);
        }

        foreach (var name in new[] { "am\u00e9lie", "AME\u0301LIE", "\uff21\uff2d\u00c9\uff2c\uff29\uff25" })
            foreach (var password in new[] { Password, "p\u00e1ss w\u00f6rd", "p\u00e1ss\u00a0w\u00f6rd" })
            {
                using var browser = new ScriptlessBrowser(host.Host.Address);
                var page = await browser.OpenAsync("/apps");
                Assert.True(page.HasField("password"));
                page = await browser.SignInAsync(page, name, password);
                Assert.False(page.HasField("password"), $"{Escaped(name)} with {Escaped(password)} did not sign in.");
            }
    }

    private static string Escaped(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => $"U+{rune.Value:X4}"));
}
