using System.Text;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>
/// The requests to the Functions host 4.1037 with the worker packages 2.52.0, in the order of the recording. The recording has only labels
/// and statuses, so bodies and headers are rebuilt from the labels. A later change of the app may change a status. The status here is then
/// the new one. A comment marks each guess.
/// </summary>
internal static partial class RecordedCalls
{
    /// <summary>The recording has 166 lines, and its text adds the call "HTTP/1.0 without Host". The list has all of them.</summary>
    public const int Count = 167;

    private const string Form = "Content-Type: application/x-www-form-urlencoded";
    private const string Grant = "grant_type=client_credentials";

    private static readonly string Basic = BasicOf("demo-service:demo-service-secret");

    public static IReadOnlyList<RecordedCall> All { get; } =
        [.. Metadata(), .. Tokens(), .. Refusals(), .. Methods(), .. Sizes(), .. Paths(), .. Pages(), .. InWorkspace(), .. WithTokens(), .. Forwarded()];

    private static string BasicOf(string credentials) => "Authorization: Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials));

    /// <summary>A client credentials request of the demo's client with Basic authentication.</summary>
    private static RecordedCall Cc(string label, string target, int status, params IEnumerable<string> more) =>
        new(label, "POST", target, status, [Basic, Form, .. more]) { Body = Grant };

    private static RecordedCall Post(string label, string target, int status, string body, params IEnumerable<string> more) =>
        new(label, "POST", target, status, [Form, .. more]) { Body = body };

    private static RecordedCall Get(string target, int status) => new("GET", "GET", target, status);
}
