using Tollgate.Domain.Clients;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The federated credentials of a client on its page. Only the operator command changes them.</summary>
internal static class FederatedTable
{
    public static Html Of(Client client, Texts texts) => $"""
        <h2>{texts["operator.federated"]}</h2>
        <p>{texts["operator.federatedText"]}</p>
        {OperatorList.Table(
            texts,
            ["operator.federatedKind", "operator.federatedIssuer", "operator.federatedAudience", "operator.federatedClaims"],
            client.Federated.Select(credential => Row(credential, texts)))}
        """;

    private static Html[] Row(FederatedCredential credential, Texts texts) =>
    [
        $"{credential.Kind}",
        Lines(credential.Issuers),
        credential.Audiences.Count > 0 ? Lines(credential.Audiences) : $"{texts["operator.federatedOwn"]}",
        Lines(credential.Claims.SelectMany(claim => claim.Values.Select(value => $"{claim.Name} = {value}"))),
    ];

    private static Html Lines(IEnumerable<string> lines) => Html.Join([.. lines.Select(line => (Html)$"{line}<br>")]);
}
