using System.Text.Json;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary>Clients as the commands print them.</summary>
internal sealed class ClientPrintout(StoreRun run, string workspace)
{
    public void Json(Client client, string? secret = null) =>
        run.Output.WriteLine(JsonSerializer.Serialize(ClientDocument.Of(client, workspace, run.Now, secret), OperatorJson.Default.ClientDocument));

    public void Json(IEnumerable<Client> clients) => run.Output.WriteLine(JsonSerializer.Serialize(
        [.. clients.Select(client => ClientDocument.Of(client, workspace, run.Now))], OperatorJson.Default.ClientDocumentArray));

    /// <summary>Shows a secret for the only time. A public client has none.</summary>
    public void Secret(string headline, Client client, string? secret) => Write(
    [
        headline,
        "",
        $"  client_id      {client.ClientId}",
        .. secret is null ? (string[])[] : [$"  client_secret  {secret}"],
        "",
        client.Federated.Count > 0 && secret is null
            ? "The client has no secret: tokens of its workload prove it (docs/guides/workload-identity.md)."
            : client.Keys is not null && secret is null
            ? $"The client has no secret: it authenticates with its keys ({AuthenticationMethods.PrivateKeyJwt})."
            : secret is null
            ? $"The client is public: it has no secret{(client.MayUse(GrantTypes.AuthorizationCode) ? ", and PKCE binds each code to the request" : "")}."
            : "The secret is shown only now and stored nowhere, so keep it. A lost secret can only be replaced (client rotate-secret).",
    ]);

    /// <summary>Says when the older secrets end.</summary>
    public void OldSecrets(Client client)
    {
        var old = client.LiveSecrets(run.Now).Where(secret => secret.ExpiresAt is not null).ToList();
        Write(old.Count == 0
            ? "The old secrets have ended."
            : $"Until {PlainText.Time(old.Max(secret => secret.ExpiresAt!.Value))} old secrets still work ({old.Count}).");
        Write(Delay);
    }

    public void Changed(Client client)
    {
        Write("Client changed.", "");
        Details(client);
        Write("");
        var hasOthers = client is { TokenEndpointAuthMethod: null } and ({ Keys: not null } or { Federated.Count: > 0 });
        if (client.TakesSecrets && !hasOthers && !client.LiveSecrets(run.Now).Any())
            Write("The client has no valid secret: \"client rotate-secret\" gives it one.");
        Write(Delay);
    }

    public void Approved(Client client)
    {
        Write("Request approved. Its client:", "");
        Details(client);
        Write("", client.IsPublic
            ? "The applicant reads the client_id at the address that the form gave."
            : "The applicant fetches the secret, once, at the address that the form gave.");
    }

    public void Details(Client client)
    {
        Write(
        [
            $"client_id    {client.ClientId}",
            $"name         {PlainText.Printable(client.ClientName)}",
            $"workspace    {workspace}",
            $"state        {State(client)}",
            $"grants       {Or(string.Join(' ', client.GrantTypes), "none")}",
            $"scope        {Or(client.Scope.Text, "none")}",
            $"audience     {Or(client.Audience, "the workspace's default")}",
            .. Lines("introspects", client.ResourceServerFor, "its own tokens only"),
            $"auth method  {Or(client.TokenEndpointAuthMethod, "any")}",
            .. client.Keys is { } keys ? Keys(client, keys) : [],
            .. client.Federated.Count > 0 ? Lines("federated", [.. client.Federated.SelectMany(Federated)]) : [],
            $"ID tokens    {Or(client.IdTokenSignedResponseAlg, "the workspace's algorithm")}",
            $"access       {Or(client.AccessTokenSignedResponseAlg, "the workspace's algorithm")}",
            .. Lines("redirect to", client.RedirectUris),
            .. Lines("logout to", client.PostLogoutRedirectUris),
            $"profile      {ProfileOption.NameOf(client.Profile) ?? "none"}",
            $"switches     {Or(string.Join(' ', Switches(client)), "none")}",
            .. client.Ceilings is { } ceilings ? Ceilings(ceilings) : [],
            $"created      {PlainText.Time(client.CreatedAt)}",
            $"secrets      {PlainText.Count(client.LiveSecrets(run.Now).Count(), "live secret")}",
            .. client.LiveSecrets(run.Now).Select(secret => $"             made {PlainText.Time(secret.CreatedAt)}, {Ending(secret)}"),
        ]);
    }

    /// <summary>Writes which settings of the client break its profile. Such a client gets no tokens, or not all that it asks for.</summary>
    public void Violations(Workspace settings, Client client)
    {
        if (Permitted.MustKeepFapi2(settings, client) && Fapi2.Violations(client, settings).ToList() is [_, ..] violations)
            Write(["", "Violations of the profile:", .. violations.Select(violation => $"  {violation.Sentence}")]);
    }

    public static TableOptions NewTable() => new("ID", "NAME", "GRANTS", "SCOPE", "SECRETS", "STATE", "SWITCHES", "REDIRECT URIS");

    public void Table(IReadOnlyList<Client> clients, TableOptions table) =>
        table.Write(run, clients.Select(Row), $"The workspace {workspace} has no clients.");

    /// <summary>Writes to the error output, so that an operator who pipes the result sees it.</summary>
    public void Warn(params IEnumerable<Client> clients)
    {
        foreach (var warning in clients.Select(LegacyGrants.Warning))
            if (warning is not null)
                run.Error.WriteLine(warning);
    }

    /// <summary>Writes the warnings to the result.</summary>
    public void Mark(params IEnumerable<Client> clients)
    {
        var warnings = clients.Select(LegacyGrants.Warning).OfType<string>().ToList();
        if (warnings.Count > 0)
            Write(["", .. warnings]);
    }

    private static string Delay => $"A running server may take up to {OperatorStores.NoticedWithin.TotalSeconds} seconds to notice.";

    private string[] Row(Client client) =>
    [
        client.ClientId, PlainText.Printable(client.ClientName), string.Join(' ', client.GrantTypes), client.Scope.Text,
        $"{client.LiveSecrets(run.Now).Count()}", State(client), string.Join(' ', Switches(client)),
        PlainText.Printable(string.Join(' ', client.RedirectUris)),
    ];

    private void Write(params IEnumerable<string> lines)
    {
        foreach (var line in lines)
            run.Output.WriteLine(line);
    }

    /// <summary>The address of the keys, or the thumbprint of each (RFC 7638).</summary>
    private static IEnumerable<string> Keys(Client client, ClientKeys keys) =>
    [
        .. Lines("keys", keys.JwksUri is { } uri ? [uri] : keys.Summary.Split(' ')),
        $"assertions   for the issuer{(client.TakesLaxAudience ? ", or the token endpoint (lax)" : "")}"
            + (client.TokenEndpointAuthSigningAlg is { } algorithm ? $", by {algorithm}" : ""),
    ];

    private static IEnumerable<string> Federated(FederatedCredential credential, int index) =>
    [
        $"{index + 1}. {credential.Kind} of {string.Join(" or ", credential.Issuers)}{(credential.JwkSet is null ? "" : ", with the keys of --jwks")}",
        $"   audience {(credential.Audiences.Count > 0 ? string.Join(" or ", credential.Audiences) : "the issuer of the workspace")}",
        .. credential.Claims.Select(claim => $"   {claim.Name} {string.Join(" or ", claim.Values)}{(claim.IsRequired ? "" : ", or absent")}"),
    ];

    /// <summary>The switches that are not in their usual position, by the names of their options.</summary>
    private static IEnumerable<string> Switches(Client client)
    {
        if (client.IsPublic)
            yield return "public";
        if (client.RequiresDpop)
            yield return "dpop";
        if (!client.RequiresPkce)
            yield return "no-pkce";
        if (!client.RequiresConsent)
            yield return "no-consent";
        if (client.Keys is { } keys)
            yield return keys.JwksUri is null ? "jwks" : "jwks-uri";
        if (client.Federated.Count > 0)
            yield return "federated";
        if (client.TakesLaxAudience)
            yield return "lax-assertion-audience";
        if (!client.RotatesRefreshTokens)
            yield return "no-rotation";
        if (client.RequiresPushedRequests)
            yield return "require-par";
        if (client.ManagesItself)
            yield return client.Ceilings is null ? "manages-itself" : "manages-itself-within";
    }

    /// <summary>The limits of the client's changes to itself.</summary>
    private static IEnumerable<string> Ceilings(ClientCeilings ceilings) => Lines(
        "may become",
        [
            "grants " + Or(string.Join(' ', ceilings.GrantTypes), "none"), "scope " + Or(ceilings.Scope.Text, "none"),
            .. ceilings.RedirectOrigins.Select(origin => "redirects to " + origin),
        ]);

    private static IEnumerable<string> Lines(string label, IReadOnlyList<string> values, string otherwise = "none") => values.Count == 0
        ? [$"{label,-11}  {otherwise}"]
        : values.Select((value, index) => $"{(index == 0 ? label : ""),-11}  {PlainText.Printable(value)}");

    private static string State(Client client) => client.IsDisabled ? "disabled" : "enabled";

    private static string Ending(ClientSecret secret) =>
        secret.ExpiresAt is { } end ? $"valid until {PlainText.Time(end)}" : "valid until it is rotated";

    private static string Or(string? text, string otherwise) => string.IsNullOrEmpty(text) ? otherwise : PlainText.Printable(text);
}
