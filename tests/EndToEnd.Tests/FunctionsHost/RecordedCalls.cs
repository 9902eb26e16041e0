using System.Text;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>
/// What was sent to the Functions host 4.1037 with the worker packages 2.52.0, in the order of the recording, which keeps labels and statuses
/// only: bodies and headers are rebuilt from them. An issue that changes a status changes it here. What had to be guessed says so at its line.
/// </summary>
internal static partial class RecordedCalls
{
    /// <summary>166 lines of the recording, and HTTP/1.0 without Host from the text above them. None is left out.</summary>
    public const int Count = 167;

    private const string Form = "Content-Type: application/x-www-form-urlencoded";
    private const string Grant = "grant_type=client_credentials";

    private static readonly string Basic = BasicOf("demo-service:demo-service-secret");

    public static IReadOnlyList<RecordedCall> All { get; } =
        [.. Metadata(), .. Tokens(), .. Refusals(), .. Methods(), .. Sizes(), .. Paths(), .. Pages(), .. InWorkspace(), .. WithTokens(), .. Forwarded()];

    private static string BasicOf(string credentials) => "Authorization: Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials));

    /// <summary>Client credentials of the demo's client, by Basic.</summary>
    private static RecordedCall Cc(string label, string target, int status, params IEnumerable<string> more) =>
        new(label, "POST", target, status, [Basic, Form, .. more]) { Body = Grant };

    private static RecordedCall Post(string label, string target, int status, string body, params IEnumerable<string> more) =>
        new(label, "POST", target, status, [Form, .. more]) { Body = body };

    private static RecordedCall Get(string target, int status) => new("GET", "GET", target, status);
}
