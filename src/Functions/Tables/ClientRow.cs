using System.Text.Json;
using Azure.Data.Tables;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// A client as a row. Each value has a column of its own, so that people can read the table. Secrets are JSON with their hashes.
/// </summary>
internal static class ClientRow
{
    public static TableEntity Write(Client client, string partitionKey, string rowKey)
    {
        var row = new TableEntity(partitionKey, rowKey)
        {
            [RowSchema.Column] = RowSchema.First,
            ["ClientName"] = client.ClientName,
            ["Secrets"] = JsonSerializer.Serialize([.. client.Secrets.Select(SecretRow.Of)], TablesJson.Default.SecretRowArray),
            ["GrantTypes"] = string.Join(' ', client.GrantTypes),
            ["Scope"] = client.Scope.Text,
            ["RedirectUris"] = string.Join('\n', client.RedirectUris),
            ["PostLogoutRedirectUris"] = string.Join('\n', client.PostLogoutRedirectUris),
            ["ResourceServerFor"] = string.Join('\n', client.ResourceServerFor),
            ["RequiresPkce"] = client.RequiresPkce,
            ["RequiresConsent"] = client.RequiresConsent,
            ["RotatesRefreshTokens"] = client.RotatesRefreshTokens,
            ["IsDisabled"] = client.IsDisabled,
            ["CreatedAt"] = client.CreatedAt,
        };
        Set(row, ClientTable.IdColumn, ClientKey.Of(client.ClientId) == client.ClientId ? null : client.ClientId);
        Set(row, "Audience", client.Audience);
        Set(row, "TokenEndpointAuthMethod", client.TokenEndpointAuthMethod);
        WriteAlgorithms(row, client);
        WriteKeys(row, client);
        WriteRules(row, client);
        Set(row, "Contact", client.Contact);
        if (client.RegistrationTokenHash is { } hash)
            row["RegistrationTokenHash"] = hash;
        row["Origin"] = client.Origin.ToString();
        // Version 0.1.0 reads this column instead of Origin.
        if (client.Origin == ClientOrigin.Open)
            row["IsOpenlyRegistered"] = true;
        Set(row, "Generation", client.Generation);
        Set(row, "ConsentGeneration", client.ConsentGeneration == client.Generation ? null : client.ConsentGeneration);
        if (client.Ceilings is { } ceilings)
        {
            row["CeilingScope"] = ceilings.Scope.Text;
            row["CeilingGrantTypes"] = string.Join(' ', ceilings.GrantTypes);
            row["CeilingRedirectOrigins"] = string.Join('\n', ceilings.RedirectOrigins);
        }

        return row;
    }

    private static void WriteKeys(TableEntity row, Client client)
    {
        Set(row, "Jwks", client.Keys?.JwkSet);
        Set(row, "JwksUri", client.Keys?.JwksUri);
        Set(row, "TokenEndpointAuthSigningAlg", client.TokenEndpointAuthSigningAlg);
        if (client.Federated.Count > 0)
            row["Federated"] = JsonSerializer.Serialize([.. client.Federated.Select(FederatedRow.Of)], TablesJson.Default.FederatedRowArray);
    }

    private static void WriteRules(TableEntity row, Client client)
    {
        if (client.TakesLaxAudience)
            row["TakesLaxAudience"] = true;
        if (client.RequiresPushedRequests)
            row["RequiresPushedRequests"] = true;
        if (client.RequiresDpop)
            row["RequiresDpop"] = true;
        if (client.Profile != SecurityProfile.None)
            row["Profile"] = client.Profile.ToString();
    }

    private static ClientKeys? KeysOf(TableEntity row) =>
        row.GetString("Jwks") is { } jwks ? ClientKeys.In(jwks)
        : row.GetString("JwksUri") is { } uri ? ClientKeys.At(uri)
        : null;

    private static FederatedCredential[] Federated(string? json) => json is null
        ? []
        : [.. (JsonSerializer.Deserialize(json, TablesJson.Default.FederatedRowArray) ?? []).Select(row => row.ToCredential())];

    /// <summary>A row that version 0.1.0 wrote last has no origin. Its other columns show only whether the client registered itself.</summary>
    private static ClientOrigin OriginOf(TableEntity row) =>
        Enum.TryParse<ClientOrigin>(row.GetString("Origin"), out var origin) ? origin
        : row.GetBoolean("IsOpenlyRegistered") == true ? ClientOrigin.Open
        : row.GetBinary("RegistrationTokenHash") is not null ? ClientOrigin.InitialToken
        : ClientOrigin.Operator;

    private static void WriteAlgorithms(TableEntity row, Client client)
    {
        Set(row, "IdTokenSignedResponseAlg", client.IdTokenSignedResponseAlg);
        Set(row, "AccessTokenSignedResponseAlg", client.AccessTokenSignedResponseAlg);
        // Earlier versions read only this column, for both kinds of tokens. It has the algorithm of ID tokens, because a client may insist on that one.
        Set(row, "SigningAlgorithm", client.IdTokenSignedResponseAlg);
        if (client.RefreshReturnsIdToken)
            row["RefreshReturnsIdToken"] = true;
    }

    /// <summary>A row that an earlier version wrote last has one algorithm, which is for both kinds of tokens.</summary>
    private static string? AlgorithmOf(TableEntity row, string column) => row.GetString(
        row.ContainsKey("IdTokenSignedResponseAlg") || row.ContainsKey("AccessTokenSignedResponseAlg") ? column : "SigningAlgorithm");

    public static Client Read(string clientId, TableEntity row)
    {
        var client = ReadColumns(clientId, row);
        return client.Federated.Count > 0 ? client with { Indexed = WorkloadIdentity.Of(client) } : client;
    }

    private static Client ReadColumns(string clientId, TableEntity row) => new(clientId)
    {
        ClientName = row.Known().GetString("ClientName") ?? "",
        Secrets = [.. Secrets(row.GetString("Secrets")).Select(secret => secret.ToSecret())],
        Keys = KeysOf(row),
        Federated = Federated(row.GetString("Federated")),
        GrantTypes = Parts(row, "GrantTypes", ' '),
        Scope = ScopeColumn.Read(row.GetString("Scope") ?? ""),
        RedirectUris = Lines(row, "RedirectUris"),
        PostLogoutRedirectUris = Lines(row, "PostLogoutRedirectUris"),
        ResourceServerFor = Lines(row, "ResourceServerFor"),
        RequiresPkce = row.GetBoolean("RequiresPkce") ?? true,
        RequiresConsent = row.GetBoolean("RequiresConsent") ?? true,
        RotatesRefreshTokens = row.GetBoolean("RotatesRefreshTokens") ?? true,
        TakesLaxAudience = row.GetBoolean("TakesLaxAudience") ?? false,
        RequiresPushedRequests = row.GetBoolean("RequiresPushedRequests") ?? false,
        RequiresDpop = row.GetBoolean("RequiresDpop") ?? false,
        Profile = Enum.TryParse<SecurityProfile>(row.GetString("Profile"), out var profile) ? profile : SecurityProfile.None,
        IsDisabled = row.GetBoolean("IsDisabled") ?? false,
        CreatedAt = row.GetDateTimeOffset("CreatedAt") ?? default,
        Audience = row.GetString("Audience"),
        TokenEndpointAuthMethod = row.GetString("TokenEndpointAuthMethod"),
        TokenEndpointAuthSigningAlg = row.GetString("TokenEndpointAuthSigningAlg"),
        IdTokenSignedResponseAlg = AlgorithmOf(row, "IdTokenSignedResponseAlg"),
        AccessTokenSignedResponseAlg = AlgorithmOf(row, "AccessTokenSignedResponseAlg"),
        RefreshReturnsIdToken = row.GetBoolean("RefreshReturnsIdToken") ?? false,
        Contact = row.GetString("Contact"),
        RegistrationTokenHash = row.GetBinary("RegistrationTokenHash"),
        Origin = OriginOf(row),
        Generation = row.GetString("Generation"),
        ConsentGeneration = row.GetString("ConsentGeneration"),
        Ceilings = row.GetString("CeilingScope") is { } ceiling
            ? new ClientCeilings(ScopeColumn.Read(ceiling), Parts(row, "CeilingGrantTypes", ' '), Parts(row, "CeilingRedirectOrigins", '\n'))
            : null,
        Version = row.ETag.ToString(),
    };

    /// <summary>Whether the rows of two clients have the same columns.</summary>
    public static bool AreSame(Client one, Client other) => Write(one, "", "").HasSameColumns(Write(other, "", ""));

    private static string[] Lines(TableEntity row, string column) => Parts(row, column, '\n');

    private static string[] Parts(TableEntity row, string column, char separator) =>
        (row.GetString(column) ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries);

    private static SecretRow[] Secrets(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, TablesJson.Default.SecretRowArray) ?? [];

    private static void Set(TableEntity row, string column, string? value)
    {
        if (value is not null)
            row[column] = value;
    }
}
