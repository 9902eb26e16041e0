using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>A client at its redirect URI. It keeps every answer. Then it shows a page or redirects further, as gateways and apps do.</summary>
internal sealed class WaitingClient : IAsyncDisposable
{
    /// <summary>The redirect URI that the demo clients have registered.</summary>
    public const string Registered = LocalHostUser.RedirectUri;

    private readonly ConcurrentQueue<ClientAnswer> _answers = new();
    private readonly WebApplication _app;

    private WaitingClient(WebApplication app, int port) => (_app, Port) = (app, port);

    public int Port { get; }

    public string RedirectUri => $"http://127.0.0.1:{Port}/callback";

    public ClientAnswer Last => _answers.Last();

    /// <summary>The address to which the client redirects the browser. Null if the client shows its page.</summary>
    public string? Onward { get; set; }

    public static async Task<WaitingClient> StartAsync()
    {
        var port = FreePort.Take();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var client = new WaitingClient(app, port);
        app.Run(client.AnswerAsync);
        await app.StartAsync();
        return client;
    }

    /// <summary>Returns the number of answers since the last call.</summary>
    public int TakeCount()
    {
        var count = _answers.Count;
        _answers.Clear();
        return count;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path == "/callback")
        {
            _answers.Enqueue(await ClientAnswer.ReadAsync(http.Request));
            if (Onward is not null)
            {
                http.Response.StatusCode = StatusCodes.Status302Found;
                http.Response.Headers.Location = Onward;
                return;
            }
        }

        http.Response.ContentType = "text/html";
        await http.Response.WriteAsync("<!DOCTYPE html><html lang=en><title>Client</title><p>The client.");
    }
}
