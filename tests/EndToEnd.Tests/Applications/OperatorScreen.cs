using System.Net;
using Tollgate.EndToEnd.Tests.Browsers;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>
/// An operator creates, edits, rotates, disables and removes applications. The class also checks the tokens that the clients then get.
/// </summary>
internal sealed class OperatorScreen(BrowserSession session, string address, OperatorTexts texts)
{
    private static readonly HttpClient Http = new();

    private readonly ApplicationWords _words = ApplicationWords.Of(session.Settings.Language);
    private BrowserWindow _window = null!;

    private string Apps => address + "/apps";

    /// <summary>The base address of the workspace's endpoints at another instance.</summary>
    public string BaseAt(Uri instance) => address.Replace(new Uri(address).Authority, instance.Authority, StringComparison.Ordinal);

    /// <summary>The page refuses a visitor who is not signed in and a user who is not an operator.</summary>
    public async Task AssertRefusedAsync(string invitation)
    {
        var window = await session.OpenAsync();
        await window.GoAsync(Apps);
        Assert.Equal(texts.SignIn, (await LookAsync(window)).Heading);
        await window.AcceptAsync(invitation, _words);
        await LookAsync(window);
        foreach (var query in new[] { "", "?new=1" })
        {
            await window.GoAsync(Apps + query);
            var page = await LookAsync(window);
            Assert.Equal(texts.SignIn, page.Heading);
            Assert.Contains(texts.NotOperator, page.Text, StringComparison.Ordinal);
        }
    }

    public async Task AcceptAsync(string invitation)
    {
        _window = await session.OpenAsync();
        await _window.AcceptAsync(invitation, _words);
    }

    public Task PressAndConfirmAsync(Func<ApplicationWords, string> action) => _window.PressAndConfirmAsync(_words, action(_words));

    public async Task<Credentials> CreateAsync(string name, string redirectUris = "")
    {
        await _window.GoAsync(Apps);
        await _window.FollowAsync(_words.NewApplication);
        await _window.DescribeAsync(_words, name, redirectUris);
        await _window.PressAsync(_words.Create);
        return (await _window.CredentialsAsync())!;
    }

    public async Task<Credentials> AssertCreatedAsync()
    {
        Assert.Null(await CreateAsync("Nightly report", ApplicationSteps.WrongUri));
        await LookAsync();
        var redirectUris = _window.Field(_words.RedirectUris);
        Assert.Contains(texts.WrongUri, await BrowserWindow.DescriptionAsync(redirectUris), StringComparison.Ordinal);
        await redirectUris.FillAsync("https://app.example/callback");
        await _window.PressAsync(_words.Create);
        var made = (await _window.CredentialsAsync())!;
        Assert.Equal(("Nightly report", 43), ((await LookAsync()).Heading, made.ClientSecret.Length));
        Assert.Equal("notes.read notes.write", (await AskAsync(made)).Text("scope"));
        return made;
    }

    /// <summary>An edit takes effect. A form that was opened before the edit changes nothing and shows no secret.</summary>
    public async Task AssertEditedAsync(Credentials made)
    {
        var late = await _window.OpenBesideAsync();
        await late.GoAsync($"{Apps}?client_id={made.ClientId}");
        Assert.Null(await late.CredentialsAsync());
        Assert.DoesNotContain(made.ClientSecret, (await LookAsync(late)).Text, StringComparison.Ordinal);

        await _window.Field(_words.Name).FillAsync("Daily report");
        await _window.Field(_words.Scope).FillAsync("reports.read");
        await _window.PressAsync(_words.Save);
        Assert.Equal("Daily report", (await LookAsync()).Heading);
        Assert.Equal(["notes.read", "notes.write", "reports.read"], (await AskAsync(made)).Text("scope")!.Split(' ').Order());
        await AssertReloadIsHarmlessAsync();

        await late.PressAndConfirmAsync(_words, _words.Disable);
        Assert.Contains(texts.Overtaken, (await LookAsync(late)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(made));
    }

    public async Task<Credentials> AssertRotatedAsync(Credentials made)
    {
        await _window.PressAndConfirmAsync(_words, _words.Rotate);
        var next = (await _window.CredentialsAsync())!;
        await LookAsync();
        Assert.Equal(made.ClientId, next.ClientId);
        Assert.NotEqual(made.ClientSecret, next.ClientSecret);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(made), await StatusAsync(next)));
        Assert.Contains(texts.ShownOnce, await AssertReloadIsHarmlessAsync(), StringComparison.Ordinal);
        Assert.Null(await _window.CredentialsAsync());
        await _window.PressAndConfirmAsync(_words, _words.EndOld);
        await LookAsync();
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await StatusAsync(made), await StatusAsync(next)));
        return next;
    }

    /// <summary>A reload of the page after a change does not repeat the change and shows no error. Returns the text of the page.</summary>
    private async Task<string> AssertReloadIsHarmlessAsync()
    {
        var rows = await _window.RowsAsync();
        await _window.Page.ReloadAsync();
        Assert.Equal(rows, await _window.RowsAsync());
        Assert.Equal(0, await _window.Page.Locator(".problem").CountAsync());
        return (await LookAsync()).Text;
    }

    public async Task AssertHistoryAsync() => AssertRows(texts.Changes, await _window.RowsAsync());

    public async Task AssertRemovedAsync(Credentials client)
    {
        await _window.PressAsync(_words.Remove);
        var page = await LookAsync();
        Assert.Equal("Daily report", page.Heading);
        Assert.Contains(texts.NotRemoved, page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        await _window.Field(_words.Sure).CheckAsync();
        await _window.PressAsync(_words.Remove);
        Assert.Contains(texts.HasRemoved, (await LookAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(new Uri(Apps).AbsolutePath, new Uri(_window.Page.Url).AbsolutePath);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client));
        var links = await _window.Page.Locator("td a").AllInnerTextsAsync();
        Assert.Contains("Switched off", links);
        Assert.DoesNotContain("Daily report", links);
        // A removed application still has its records under its id, newest first.
        var recent = (await _window.RowsAsync()).Where(row => row.Contains(client.ClientId, StringComparison.Ordinal));
        AssertRows([.. texts.Changes, texts.Removed], [.. recent.Reverse()]);
    }

    public async Task AssertEnabledAsync(Credentials client)
    {
        await _window.GoAsync($"{Apps}?client_id={client.ClientId}");
        await _window.PressAsync(_words.Enable);
        await LookAsync();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
    }

    public async Task AssertSignedOutAsync(Credentials client)
    {
        await _window.FollowAsync(session.Words.SignOut);
        await _window.PressAsync(session.Words.SignOut);
        await _window.GoAsync($"{Apps}?client_id={client.ClientId}");
        Assert.Equal(texts.SignIn, (await LookAsync()).Heading);
        Assert.Empty(_window.Blocked);
    }

    public async Task<HttpStatusCode> StatusAsync(Credentials client, string? there = null) => (await AskAsync(client, there)).Status;

    /// <summary>The answer to a token request of a client.</summary>
    public Task<OAuthAnswer> AskAsync(Credentials client, string? there = null) =>
        new OAuthClient(Http, client.ClientId, client.ClientSecret).PostAsync(
            $"{there ?? address}/token", TestContext.Current.CancellationToken, ("grant_type", "client_credentials"));

    /// <summary>Checks that each row shows the time, the operator and the expected change.</summary>
    private static void AssertRows(string[] changes, IReadOnlyList<string> rows)
    {
        Assert.Equal(changes.Length, rows.Count);
        Assert.All(changes.Zip(rows), pair => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d\sUTC\tadmin\t" + pair.First, pair.Second));
    }

    private Task<SeenPage> LookAsync() => LookAsync(_window);

    /// <summary>Checks that the page is in the operator's language.</summary>
    private async Task<SeenPage> LookAsync(BrowserWindow window)
    {
        var page = await window.LookAsync();
        Assert.Equal(session.Settings.Language, page.Language);
        return page;
    }
}
