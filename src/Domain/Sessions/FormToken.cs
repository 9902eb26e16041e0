using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Domain.Sessions;

/// <summary>
/// Binds a form to the browser and session that it was shown to. The token is a hash of the browser's cookie, the purpose of the
/// form and the session. No other site can read or set that cookie. Nothing is stored, and no instance needs a key.
/// </summary>
public static class FormToken
{
    public static string Of(string browser, string purpose, string? sessionId = null) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{browser}\n{purpose}\n{sessionId}")));

    public static bool Fits(string? token, string? browser, string purpose, string? sessionId = null) =>
        token is not null && browser is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Of(browser, purpose, sessionId)));
}
