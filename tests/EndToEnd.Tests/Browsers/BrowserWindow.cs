using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>A browser window. A person uses it and finds the controls by their visible texts.</summary>
internal sealed class BrowserWindow
{
    /// <summary>The time in milliseconds after which an unfinished action fails the test.</summary>
    private const int Patience = 10_000;

    private readonly ConcurrentQueue<string> _blocked = new();
    private readonly Words _words;

    private BrowserWindow(IPage page, Words words)
    {
        (Page, _words) = (page, words);
        page.Console += (_, message) => KeepPolicy(message.Text);
        page.PageError += (_, error) => _blocked.Enqueue(error);
        page.Dialog += (_, dialog) => Dismiss(dialog);
    }

    public IPage Page { get; }

    public IBrowserContext Context => Page.Context;

    /// <summary>Violations of a content security policy, errors of scripts, and dialogs.</summary>
    public IReadOnlyCollection<string> Blocked => _blocked;

    public static async Task<BrowserWindow> OpenAsync(IBrowserContext context, Words words)
    {
        context.SetDefaultTimeout(Patience);
        return new BrowserWindow(await context.NewPageAsync(), words);
    }

    /// <summary>Opens another window in the same profile.</summary>
    public async Task<BrowserWindow> OpenBesideAsync() => new(await Context.NewPageAsync(), _words);

    public Task GoAsync(string address) => Page.GotoAsync(address);

    /// <summary>Presses a button and waits for the next page.</summary>
    public Task PressAsync(string name) => LoadedAsync(() => Button(name).ClickAsync());

    /// <summary>Follows a link and waits for the next page.</summary>
    public Task FollowAsync(string name) =>
        LoadedAsync(() => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true }).First.ClickAsync());

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Field(string label) => Page.GetByLabel(label, new PageGetByLabelOptions { Exact = true });

    public async Task TypeNamesAsync(string username = "alice", string password = "wonderland")
    {
        await Page.GetByLabel(_words.Username).FillAsync(username);
        await Page.GetByLabel(_words.Password).FillAsync(password);
    }

    public async Task SignInAsync(string username = "alice", string password = "wonderland")
    {
        await TypeNamesAsync(username, password);
        await PressAsync(_words.SignIn);
    }

    public async Task<SeenPage> LookAsync() => new(
        await Page.Locator("html").GetAttributeAsync("lang"),
        await Page.TitleAsync(),
        await Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).InnerTextAsync(),
        await Page.GetByRole(AriaRole.Main).InnerTextAsync());

    /// <summary>The rows of the last table, cell by cell.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync() => await Page.Locator("table").Last.Locator("tbody tr").AllInnerTextsAsync();

    /// <summary>The texts that describe a field (aria-describedby).</summary>
    public static Task<string> DescriptionAsync(ILocator field) => field.EvaluateAsync<string>(
        "element => element.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).innerText).join('\\n')");

    /// <summary>Does something and waits until a page has loaded.</summary>
    /// <param name="address">The page's address; null for any page.</param>
    public async Task LoadedAsync(Func<Task> act, string? address = null)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnLoad(object? sender, IPage page)
        {
            if (address is null || page.Url == address)
                loaded.TrySetResult();
        }

        Page.Load += OnLoad;
        try
        {
            await act();
            await loaded.Task.WaitAsync(TimeSpan.FromMilliseconds(Patience));
        }
        finally
        {
            Page.Load -= OnLoad;
        }
    }

    private void KeepPolicy(string message)
    {
        if (message.Contains("content security policy", StringComparison.OrdinalIgnoreCase))
            _blocked.Enqueue(message);
    }

    private void Dismiss(IDialog dialog)
    {
        _blocked.Enqueue($"dialog: {dialog.Message}");
        _ = dialog.DismissAsync();
    }
}
