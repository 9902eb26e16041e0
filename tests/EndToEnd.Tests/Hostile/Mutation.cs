using System.Text;

namespace Tollgate.EndToEnd.Tests.Hostile;

/// <summary>Changes requests in one to four random places.</summary>
internal sealed class Mutation(Random random)
{
    /// <summary>Markup that an answer must not contain unencoded.</summary>
    public const string Script = "<script>fuzz()</script>";

    /// <summary>The name of a header that no answer has.</summary>
    public const string Header = "X-Fuzz";

    private static readonly string[] Pieces =
    [
        Script, Uri.EscapeDataString(Script), "\"><img src=x onerror=fuzz()>", "%22%3E%3Cimg%20src%3Dx%20onerror%3Dfuzz()%3E", "'-fuzz()-'",
        "javascript:fuzz()",
        "</title><script>fuzz()</script>", $"\r\n{Header}: 1", $"%0d%0a{Header}:%201", $"%E5%98%8A%E5%98%8D{Header}:%201", "\0", "%00", "%", "%f", "%ff",
        "%C0%AF", "\xff\xfe",
        "\xc3\x28", "%ED%A0%80", "%F4%90%80%80", "&", "=", "+", ";", ",", "..", "/", "//", "/../", "\\", "?", "#", "@", "*", "{}", "[]", "{\"a\":", "\"", "'",
        "' or '1' eq '1",
        "-1", "0", "2147483648", "99999999999999999999", "1e309", "NaN", "null", "true", "http://evil.example/", "//evil.example/", "https:evil.example",
        "file:///etc/passwd",
        "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJFUzI1NiIsImtpZCI6Ilx1ZDgwMCJ9.e30.AA", "Basic ", "Basic Og==", "Bearer ", "Bearer a.b.c", "openid",
        "offline_access",
        "prompt=none", "prompt=login", "max_age=-1", "max_age=9999999999999", "response_mode=form_post", "response_type=token", "request=x", "ui_locales=fr",
        "dpop_jkt=x", "DPoP ", "DPoP a.b.c",
        "code", "client_id=demo-legacy", "request_uri=urn:ietf:params:oauth:request_uri:x.y", "urn:ietf:params:oauth:request_uri:",
        "resource=x", "audience=x", "grant_type=password", "\u00a0", "%E2%80%AE", "%F0%9F%98%80", "default", "demo", "apps",
    ];

    private static readonly string[] Methods = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "post", "X"];

    private static readonly string[] HeaderNames =
    [
        "Authorization", "Cookie", "Accept-Language", "Content-Type", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Original-URL",
        "Origin",
        "Referer", "Accept", "Accept-Encoding", "Range", "If-None-Match", "Content-Encoding", "Expect", "X-HTTP-Method-Override", "x-functions-key", "DPoP",
    ];

    public RecordedRequest Of(RecordedRequest request)
    {
        for (var times = 1 + random.Next(4); times > 0; times--)
            request = Once(request);
        return request;
    }

    private RecordedRequest Once(RecordedRequest request) => random.Next(20) switch
    {
        0 when random.Next(3) == 0 => request with { Method = Pick(Methods) },
        < 7 => request with { Target = Encoded(ChangedTarget(request.Target)) },
        < 10 => request with { Headers = [.. request.Headers.Select(header => random.Next(4) == 0 ? new(header.Key, Changed(header.Value)) : header)] },
        10 => request with { Headers = [.. request.Headers, new(Pick(HeaderNames), Changed(Pick(Pieces)))] },
        11 => request with { Headers = [.. request.Headers.Where(_ => random.Next(5) != 0)] },
        12 when request.Headers.Count > 0 => request with { Headers = [.. request.Headers, request.Headers[random.Next(request.Headers.Count)]] },
        13 when request.Body.Length > 0 => request with { Body = Shuffled(request.Body) },
        14 => request with { Target = request.Target.Split('?') is [var path, var query] ? $"{path}?{Shuffled(query)}" : request.Target + "?" + Pick(Pieces) },
        _ when request.Body.Length > 0 => request with { Body = Changed(request.Body) },
        _ => request with { Target = Encoded(ChangedTarget(request.Target)) },
    };

    /// <summary>A wrong path gets a quick 404, so most changes are in the query.</summary>
    private string ChangedTarget(string target) => (random.Next(10), target.Split('?', 2)) switch
    {
        (0, _) => Changed(target),
        (_, [var path, var query]) => $"{path}?{Changed(query)}",
        _ => $"{target}?{Pick(Pieces)}",
    };

    private string Changed(string text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(text.Length - at, random.Next(8));
        return random.Next(8) switch
        {
            0 => text[..at],
            1 => text[..at] + text[(at + length)..],
            2 => text[..at] + string.Concat(Enumerable.Repeat(text.Substring(at, length), random.Next(1, 200))) + text[at..],
            3 when at < text.Length => text[..at] + (char)(text[at] ^ (1 << random.Next(8))) + text[(at + 1)..],
            4 => text[..at] + (char)random.Next(256) + text[at..],
            5 => text[..at] + Pick(Pieces) + text[(at + length)..],
            _ => InValue(text),
        };
    }

    /// <summary>Replaces a parameter's value or appends to it.</summary>
    private string InValue(string text)
    {
        var values = Enumerable.Range(0, text.Length).Where(i => text[i] == '=').ToList();
        if (values.Count == 0)
            return text + Pick(Pieces);
        var start = values[random.Next(values.Count)] + 1;
        var end = text.IndexOf('&', start) is var next and >= 0 ? next : text.Length;
        return text[..(random.Next(2) == 0 ? start : end)] + Pick(Pieces) + text[end..];
    }

    private string Shuffled(string parameters)
    {
        var all = parameters.Split('&').ToList();
        all.Insert(random.Next(all.Count + 1), random.Next(2) == 0 ? Pick(Pieces) : all[random.Next(all.Count)]);
        if (random.Next(2) == 0)
            all.RemoveAt(random.Next(all.Count));
        return string.Join('&', all.OrderBy(_ => random.Next(3)));
    }

    /// <summary>Encodes most targets, so that the server does not refuse the request line.</summary>
    private string Encoded(string target)
    {
        if (random.Next(10) == 0)
            return target;
        var text = new StringBuilder();
        foreach (var c in target)
            text.Append(c is > ' ' and <= '~' ? $"{c}" : $"%{(int)c:x2}");
        return text.Length > 0 && text[0] == '/' ? text.ToString() : "/" + text;
    }

    private string Pick(string[] all) => all[random.Next(all.Length)];
}
