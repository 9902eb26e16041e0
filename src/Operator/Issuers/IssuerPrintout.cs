using System.Text.Json;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary>Trusted issuers as the commands print them.</summary>
internal sealed class IssuerPrintout(StoreRun run, string workspace)
{
    public static double Delay => OperatorStores.NoticedWithin.TotalSeconds;

    public void Json(TrustedIssuer issuer) =>
        run.Output.WriteLine(JsonSerializer.Serialize(IssuerDocument.Of(issuer, workspace), OperatorJson.Default.IssuerDocument));

    public void Json(IEnumerable<TrustedIssuer> issuers) => run.Output.WriteLine(JsonSerializer.Serialize(
        [.. issuers.Select(issuer => IssuerDocument.Of(issuer, workspace))], OperatorJson.Default.IssuerDocumentArray));

    public void Trusted(string headline, TrustedIssuer issuer)
    {
        Write(headline, "");
        Details(issuer);
        Write("", $"A running server may take up to {Delay} seconds to notice.");
    }

    public void Details(TrustedIssuer issuer) => Write(
        $"  issuer    {issuer.Issuer}",
        $"  audience  {PlainText.Printable(issuer.Audience)}",
        $"  clients   {string.Join(' ', issuer.Clients)}",
        $"  keys      {Keys(issuer)}",
        $"  subjects  {Subjects(issuer)}");

    public static TableOptions NewTable() => new("ISSUER", "AUDIENCE", "CLIENTS", "SUBJECTS", "KEYS");

    public void Table(IReadOnlyList<TrustedIssuer> issuers, TableOptions table) =>
        table.Write(run, issuers.Select(Row), $"The workspace {workspace} trusts no issuers.");

    private static string[] Row(TrustedIssuer issuer) =>
    [
        PlainText.Printable(issuer.Issuer), PlainText.Printable(issuer.Audience), string.Join(' ', issuer.Clients), Subjects(issuer), Keys(issuer),
    ];

    /// <summary>How the server makes a subject from the claim.</summary>
    private static string Subjects(TrustedIssuer issuer) => PlainText.Printable($"{issuer.SubjectPrefix}<{issuer.SubjectClaim}>");

    private static string Keys(TrustedIssuer issuer) => PlainText.Printable(issuer.JwksUri ?? "discovery");

    private void Write(params IEnumerable<string> lines)
    {
        foreach (var line in lines)
            run.Output.WriteLine(line);
    }
}
