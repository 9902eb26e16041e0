using System.Text.Json;
using Tollgate.Domain.Applications;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Applications;

/// <summary>Prints requests for applications. Control characters in the texts of applicants are replaced.</summary>
internal sealed class RequestPrintout(StoreRun run, string workspace)
{
    public static string State(ApplicationRequest request) => request.State.ToString().ToLowerInvariant();

    public void Json(ApplicationRequest request) =>
        run.Output.WriteLine(JsonSerializer.Serialize(RequestDocument.Of(request, workspace), OperatorJson.Default.RequestDocument));

    public void Json(IEnumerable<ApplicationRequest> requests) => run.Output.WriteLine(JsonSerializer.Serialize(
        [.. requests.Select(request => RequestDocument.Of(request, workspace))], OperatorJson.Default.RequestDocumentArray));

    public static TableOptions NewTable() => new("ID", "ASKED", "STATE", "NAME", "CONTACT", "TYPE", "GRANTS");

    public void Table(IReadOnlyList<ApplicationRequest> requests, TableOptions table) =>
        table.Write(run, requests.Select(Row), $"The workspace {workspace} has no such requests.");

    public void Details(ApplicationRequest request)
    {
        var form = request.Description;
        Write(
        [
            Line("id", request.ClientId),
            Line("workspace", workspace),
            Line("state", State(request)),
            Line("name", form.Name),
            Line("purpose", form.Purpose),
            Line("contact", form.Contact),
            Line("type", Type(form)),
            Line("grants", string.Join(' ', form.GrantTypes)),
            .. Lines("resources", form.Resources),
            .. Lines("redirect to", form.RedirectUris),
            .. Lines("logout to", form.PostLogoutRedirectUris),
            Line("asked", PlainText.Time(request.CreatedAt)),
            .. request.DecidedAt is { } decidedAt ? [Line("decided", PlainText.Time(decidedAt))] : (string[])[],
            .. request.Answer is { } answer ? [Line("answer", answer)] : (string[])[],
        ]);
    }

    private static string[] Row(ApplicationRequest request) =>
    [
        request.ClientId, PlainText.Time(request.CreatedAt), State(request), PlainText.OneLine(request.Description.Name),
        PlainText.OneLine(request.Description.Contact), Type(request.Description), string.Join(' ', request.Description.GrantTypes),
    ];

    private static string Type(ApplicationDescription form) => form.IsPublic ? "public" : "confidential";

    private static string Line(string label, string text) => $"{label,-11}  {(PlainText.OneLine(text) is { Length: > 0 } line ? line : "none")}";

    private static IEnumerable<string> Lines(string label, IReadOnlyList<string> values) =>
        values.Count == 0 ? [Line(label, "")] : values.Select((value, index) => Line(index == 0 ? label : "", value));

    private void Write(params IEnumerable<string> lines)
    {
        foreach (var line in lines)
            run.Output.WriteLine(line);
    }
}
