using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Web;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>
/// A handler between the clients and the server. It collects every value with the name of a secret, in requests and in answers, wherever the value is.
/// </summary>
internal sealed class SecretWatch : DelegatingHandler
{
    /// <summary>The search would find shorter values by accident. All secrets of the server are longer.</summary>
    private const int ShortestSecret = 8;

    private static readonly HashSet<string> Names =
    [
        "access_token", "assertion", "client_secret", "code", "code_verifier", "device_code", "form_token", "id_token", "id_token_hint", "password",
        "refresh_token", "registration_access_token", "request_uri", "subject_token", "ticket", "token", "user_code",
    ];

    private readonly ConcurrentDictionary<string, string> _secrets = new();

    public SecretWatch() : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
    }

    /// <summary>The kinds of secrets that the watch has seen.</summary>
    public IEnumerable<string> Kinds => _secrets.Values.Distinct();

    public IReadOnlyList<Needle> Needles => [.. _secrets.Select(pair => Needle.Of(pair.Value, pair.Key))];

    public void Add(string name, string? secret)
    {
        if (secret is null || secret.Length < ShortestSecret)
            return;
        _secrets.TryAdd(secret, name);
        // The last part is the secret part of a handle, or the signature of a token.
        if (secret.LastIndexOf('.') is var dot and > 0 && secret.Length - dot > 20)
            _secrets.TryAdd(secret[(dot + 1)..], $"last part of {name}");
        // A user code is searched for as users type it and as the server compares it.
        if (name == "user_code")
            _secrets.TryAdd(secret.Replace("-", "", StringComparison.Ordinal), name);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Read(request.RequestUri!.Query);
        ReadCookies(request.Headers.NonValidated.TryGetValues("Cookie", out var cookies) ? string.Join(';', cookies) : "");
        ReadAuthorization(request.Headers.NonValidated.TryGetValues("Authorization", out var values) ? values.ToString() : "");
        if (request.Content is not null)
            ReadBody(await request.Content.ReadAsStringAsync(cancellationToken));
        var response = await base.SendAsync(request, cancellationToken);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            ReadCookies(cookie.Split(';')[0]);
        if (response.Headers.NonValidated.TryGetValues("Location", out var locations))
            Read(locations.ToString().Replace('#', '?'));
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        ReadBody(await response.Content.ReadAsStringAsync(cancellationToken));
        return response;
    }

    private void Read(string parameters)
    {
        var parsed = HttpUtility.ParseQueryString(parameters[(parameters.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        foreach (var name in Names)
            Add(name, parsed[name]);
    }

    private void ReadCookies(string cookies)
    {
        foreach (var pair in cookies.Split(';', StringSplitOptions.TrimEntries))
            if (pair.Split('=', 2) is [var name, var value])
                Add("cookie " + name, value);
    }

    private void ReadAuthorization(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.Ordinal))
            Add("bearer", header[7..]);
        if (header.StartsWith("Basic ", StringComparison.Ordinal))
            Add("client_secret", Uri.UnescapeDataString(Encoding.UTF8.GetString(Convert.FromBase64String(header[6..])).Split(':')[^1]));
    }

    private void ReadBody(string body)
    {
        if (body.StartsWith('{'))
            foreach (var member in JsonElement.Parse(body).EnumerateObject().Where(member => Names.Contains(member.Name)))
                Add(member.Name, member.Value.ToString());
        else if (body.StartsWith("<!", StringComparison.Ordinal))
            ReadPage(body);
        else
            Read(body);
    }

    private void ReadPage(string html)
    {
        var page = new Answer(HttpStatusCode.OK, new Dictionary<string, string>(), [], html);
        foreach (var field in page.Document.QuerySelectorAll("input[name]"))
            if (Names.Contains(field.GetAttribute("name")!))
                Add(field.GetAttribute("name")!, field.GetAttribute("value"));
        Add("client_secret", page.ShownSecret);
    }
}
