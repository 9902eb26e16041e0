using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>Replaces the parts of an answer that depend on time, randomness, keys or the server's port, and nothing else.</summary>
public sealed partial class Normalization(RecordedServer server)
{
    private const string Random = "RANDOM";

    public HostAnswer Of(HostAnswer answer) => new(answer.Status, [.. answer.Headers.Select(Header)], Text(answer.Body));

    private string Header(string line)
    {
        if (line.StartsWith("etag: ", StringComparison.Ordinal))
            return Tag().Replace(line, Random);
        return line.StartsWith("set-cookie: ", StringComparison.Ordinal) ? Date().Replace(Cookie().Replace(line, Random), "LATER") : Text(line);
    }

    private string Text(string text)
    {
        text = WithoutAddress(WithoutAddress(Jwt().Replace(text, Readable), server.Address), server.Issuer);
        text = Moment().Replace(Lifetime().Replace(text, TellLifetime), "LATER");
        foreach (var regex in (Regex[])[Member(), Parameter(), FormToken(), UserCode(), QrCode()])
            text = regex.Replace(text, Random);
        return text;
    }

    private static string WithoutAddress(string text, Uri address) => text
        .Replace(address.Authority, "SERVER", StringComparison.Ordinal)
        .Replace(Uri.EscapeDataString(address.Authority), "SERVER", StringComparison.Ordinal);

    /// <summary>Keeps the header and the claims of a JWT, so that the comparison notices a missing or an additional claim.</summary>
    private static string Readable(Match jwt) => $"JWT {Decoded(jwt.Groups[1])}.{Decoded(jwt.Groups[2])}";

    private static string Decoded(Group part) => Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(part.Value));

    /// <summary>Replaces <c>iat</c> and <c>exp</c>, in either order, and keeps the time between them.</summary>
    private static string TellLifetime(Match times)
    {
        long At(int group) => long.Parse(times.Groups[group].Value, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"\"{times.Groups[1]}\":NOW,\"{times.Groups[3]}\":NOW{At(4) - At(2):+#;-#;+0}");
    }

    [GeneratedRegex(@"\b(eyJ[\w-]+)\.([\w-]+)\.[\w-]+")]
    private static partial Regex Jwt();

    [GeneratedRegex(@"""(iat|exp)"":(\d{10}),""(iat|exp)"":(\d{10})")]
    private static partial Regex Lifetime();

    [GeneratedRegex(@"(?<=""exp"":)\d{10}")]
    private static partial Regex Moment();

    /// <summary>Matches the values of JSON members.</summary>
    [GeneratedRegex(@"(?<=""(jti|kid|x|y|n|device_code)"":"")[\w.-]+(?="")")]
    private static partial Regex Member();

    /// <summary>Matches the values of query parameters.</summary>
    [GeneratedRegex(@"(?<=[?&](state|nonce|code_challenge)=)[\w-]{43}|(?<=\?device_code=)[\w.-]+")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<= name=""form_token"" value="")[\w.-]+(?="")")]
    private static partial Regex FormToken();

    [GeneratedRegex(@"\b[B-DF-HJ-NP-TV-Z]{3}[0-9]{5}\b")]
    private static partial Regex UserCode();

    /// <summary>Matches the QR code, which contains an address with a user code.</summary>
    [GeneratedRegex(@"(?<= d="")[Mhvz0-9 .,-]+(?="")")]
    private static partial Regex QrCode();

    [GeneratedRegex(@"(?<=^set-cookie: [\w-]+=)[\w-]{43}(?=;)")]
    private static partial Regex Cookie();

    [GeneratedRegex(@"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<="")[\w-]{22}(?="")")]
    private static partial Regex Tag();
}
