using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>A person's browser without script: keeps cookies, follows redirects of the server, fills in the form of a page.</summary>
internal sealed partial class DeviceBrowser(Uri server, string? languages = null) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server };
    private readonly Dictionary<string, string> _cookies = [];

    public void Dispose() => _client.Dispose();

    public Task<DeviceAnswer> OpenAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<DeviceAnswer> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    /// <summary>Sends the page's form by its own method, with what is typed in place of what is there.</summary>
    public Task<DeviceAnswer> SubmitAsync(DeviceAnswer page, params (string Name, string Value)[] typed)
    {
        var form = FormPattern().Match(page.Body);
        Assert.True(form.Success, page.Body);
        var fields = InputPattern().Matches(form.Groups["body"].Value)
            .ToDictionary(input => Attribute(input.Value, "name"), input => Attribute(input.Value, "value"));
        foreach (var (name, value) in typed)
            fields[name] = value;
        var body = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
        var action = WebUtility.HtmlDecode(form.Groups["action"].Value);
        return form.Groups["method"].Value == "get" ? OpenAsync($"{action}?{body}") : PostAsync(action, body);
    }

    public Task<DeviceAnswer> SignInAsync(DeviceAnswer page) => SubmitAsync(page, ("username", "alice"), ("password", "wonderland"));

    /// <summary>From the address with the code in it to the last page.</summary>
    public async Task<DeviceAnswer> DecideAsync(string userCode, string decision)
    {
        var page = await OpenAsync($"/device?user_code={userCode}");
        if (page.Body.Contains("name=\"password\"", StringComparison.Ordinal))
            page = await SignInAsync(page);
        return await SubmitAsync(page, ("decision", decision));
    }

    private async Task<DeviceAnswer> SendAsync(HttpMethod method, string path, string? form)
    {
        var request = new HttpRequestMessage(method, path);
        if (form is not null)
            request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        if (languages is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", languages);
        if (_cookies.Count > 0)
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await _client.SendAsync(request);
        var answer = await DeviceAnswer.ReadAsync(response);
        foreach (var pair in answer.Cookies.Select(cookie => cookie.Split(';')[0].Split('=', 2)))
            _cookies[pair[0]] = pair[1];
        return answer.Status == HttpStatusCode.SeeOther ? await OpenAsync(answer.Header("Location")) : answer;
    }

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $" {name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form method=\"(?<method>[a-z]*)\" action=\"(?<action>[^\"]*)\">(?<body>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex FormPattern();

    [GeneratedRegex("<input [^>]*>")]
    private static partial Regex InputPattern();
}
