using System.Globalization;
using System.Text;

namespace Tollgate.TestKit.Faults;

/// <summary>One HTTP/1.1 message as it was sent: its first line, and all of its octets.</summary>
internal sealed record HttpMessage(string StartLine, byte[] Octets, bool EndsConnection)
{
    /// <summary>The answer of an intermediary that refuses the request.</summary>
    public static HttpMessage Answer(Fault fault)
    {
        const string Body = """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"Made up by a test."}}}""";
        var line = $"HTTP/1.1 {(int)fault.Status} Fault";
        var wait = fault.RetryAfter is { } after ? $"Retry-After: {(int)after.TotalSeconds}\r\n" : "";
        var text = $"{line}\r\nContent-Type: application/json\r\nContent-Length: {Body.Length.ToString(CultureInfo.InvariantCulture)}\r\n{wait}\r\n{Body}";
        return new HttpMessage(line, Encoding.ASCII.GetBytes(text), EndsConnection: false);
    }
}
