using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>Takes out of an answer what time, randomness, keys and the port of the server have put into it, and nothing else.</summary>
public sealed partial class Normalization(RecordedServer server)
{
    public HostAnswer Of(HostAnswer answer) => answer with
    {
        Headers = [.. answer.Headers.Select(Header)],
        Body = Text(answer.Body),
    };

    private string Header(string line) => line.StartsWith("etag: ", StringComparison.Ordinal)
        ? Tag().Replace(line, "\"TAG\"")
        : Date().Replace(Cookie().Replace(Text(line), "=RANDOM;"), "DATE");

    private string Text(string text)
    {
        text = Jwt().Replace(text, Readable);
        text = text.Replace(server.Address.Authority, "SERVER", StringComparison.Ordinal).Replace(server.Issuer.Authority, "SERVER", StringComparison.Ordinal);
        text = Lifetime().Replace(text, TellLifetime);
        text = Member().Replace(text, "\"RANDOM\"");
        return Parameter().Replace(text, "RANDOM");
    }

    /// <summary>What it says counts, so that a claim too many or too few is seen.</summary>
    private static string Readable(Match jwt) => $"JWT {Decoded(jwt.Groups[1])}.{Decoded(jwt.Groups[2])}";

    private static string Decoded(Group part) => System.Text.Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(part.Value));

    private static string TellLifetime(Match times)
    {
        var lifetime = long.Parse(times.Groups[2].Value, CultureInfo.InvariantCulture) - long.Parse(times.Groups[1].Value, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"\"iat\":NOW,\"exp\":NOW+{lifetime}");
    }

    [GeneratedRegex(@"\b(eyJ[\w-]+)\.([\w-]+)\.[\w-]+")]
    private static partial Regex Jwt();

    [GeneratedRegex(@"""iat"":(\d{10}),""exp"":(\d{10})")]
    private static partial Regex Lifetime();

    /// <summary>Of JSON.</summary>
    [GeneratedRegex(@"(?<=""(jti|kid|x|y|device_code|user_code)"":)""[\w.-]+""")]
    private static partial Regex Member();

    /// <summary>Of a query.</summary>
    [GeneratedRegex(@"(?<=[?&;](state|nonce|code_challenge)=)[\w-]{43}|(?<=user_code=)[A-Z0-9]{8}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<=: [\w-]+)=[\w-]{43};")]
    private static partial Regex Cookie();

    [GeneratedRegex(@"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")]
    private static partial Regex Date();

    [GeneratedRegex(@"""[\w-]{22}""")]
    private static partial Regex Tag();
}
