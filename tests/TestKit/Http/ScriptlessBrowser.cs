using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Tollgate.TestKit.Http;

/// <summary>A browser without scripts. It keeps cookies, follows no redirect by itself, and submits the forms of pages.</summary>
/// <param name="way">The handler that the requests go through. If null, they go directly to the server.</param>
public sealed class ScriptlessBrowser(Uri server, HttpMessageHandler? way = null) : IDisposable
{
    public const string Password = "wonderland";
    private readonly HttpClient _client =
        new(way ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, disposeHandler: way is null) { BaseAddress = server };

    public IDictionary<string, string> Cookies { get; } = new ConcurrentDictionary<string, string>();

    /// <summary>The Accept-Language header of the requests.</summary>
    public string? Languages { get; set; }

    /// <summary>The Accept header of the requests.</summary>
    public string? Accept { get; set; }

    /// <summary>The Sec-Fetch-Site header of the requests.</summary>
    public string? Site { get; set; }

    public void Dispose() => _client.Dispose();

    public Task<Answer> GetAsync(string path, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, path, cancellationToken: cancellationToken);

    /// <summary>Opens the path and follows the redirects.</summary>
    public async Task<Answer> OpenAsync(string path) => await FollowAsync(await GetAsync(path));

    public Task<Answer> PostAsync(string path, params (string Name, string? Value)[] fields) => SendAsync(HttpMethod.Post, path, Requests.Encode(fields));

    /// <summary>Sends the form of a page.</summary>
    /// <param name="fields">The user's values, by field name or label. Null leaves a field out. A field that the form lacks is sent too.</param>
    public Task<Answer> SubmitAsync(Answer page, params (string Field, string? Value)[] fields) => SubmitAsync(page, null, default, fields);

    /// <summary>Sends the form to one of several instances of the same server.</summary>
    public Task<Answer> SubmitAsync(Answer page, Uri? instance, CancellationToken cancellationToken, params (string Field, string? Value)[] fields)
    {
        var form = page.Form;
        var path = instance is null ? form.Action : new Uri(instance, form.Action).ToString();
        var data = Requests.Encode(form.With(fields));
        return form.Method == "get"
            ? SendAsync(HttpMethod.Get, $"{path}?{data}", cancellationToken: cancellationToken)
            : SendAsync(HttpMethod.Post, path, data, cancellationToken: cancellationToken);
    }

    /// <summary>Follows the redirects that lead to this server.</summary>
    public async Task<Answer> FollowAsync(Answer answer)
    {
        while (answer.Status == HttpStatusCode.SeeOther && answer.Location.StartsWith('/'))
            answer = await GetAsync(answer.Location);
        return answer;
    }

    public async Task<Answer> SignInAsync(Answer page, string username, string password = Password) =>
        await FollowAsync(await SubmitAsync(page, ("username", username), ("password", password)));

    public async Task<Answer> ConsentAsync(Answer page, string decision = "allow") => await FollowAsync(await SubmitAsync(page, ("decision", decision)));

    /// <summary>Goes through the whole flow, from the client's link to the answer that the client gets.</summary>
    public async Task<Answer> AllowAsync(string authorize, string username)
    {
        var answer = await GetAsync(authorize);
        if (answer.HasField("password"))
            answer = await SignInAsync(answer, username);
        return answer.HasButton("allow") ? await ConsentAsync(answer) : answer;
    }

    /// <summary>Submits alice's decision on a device. She starts at the address that contains the user code.</summary>
    public async Task<Answer> DecideAsync(string userCode, string decision)
    {
        var page = await OpenAsync($"/device?user_code={userCode}");
        if (page.HasField("password"))
            page = await SignInAsync(page, "alice");
        return await ConsentAsync(page, decision);
    }

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? form = null, bool isCrossSite = false, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(method, path);
        if (form is not null)
            request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        if (Languages is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", Languages);
        if (Accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", Accept);
        if (Site is not null)
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", Site);
        // The browser does not send SameSite=Lax cookies with a POST from another site.
        if (Cookies.Count > 0 && !isCrossSite)
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await _client.SendAsync(request, cancellationToken);
        var answer = await Answer.ReadAsync(response);
        foreach (var cookie in answer.SetCookies)
            Keep(cookie.Split(';')[0].Split('=', 2));
        return answer;
    }

    private void Keep(string[] pair)
    {
        if (pair[1].Length == 0)
            Cookies.Remove(pair[0]);
        else
            Cookies[pair[0]] = pair[1];
    }
}
