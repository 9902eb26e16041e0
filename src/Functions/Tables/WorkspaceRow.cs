using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// A workspace's settings as a row. Each value has a column of its own. A lifetime, an algorithm or a rule at its default has no column, so
/// that the workspace gets a better default of a later version.
/// </summary>
internal static class WorkspaceRow
{
    private static readonly (string Column, Func<Workspace, TimeSpan> Get, Func<Workspace, TimeSpan, Workspace> With)[] Lifetimes =
    [
        ("AccessTokenLifetime", w => w.AccessTokenLifetime, (w, time) => w with { AccessTokenLifetime = time }),
        ("IdTokenLifetime", w => w.IdTokenLifetime, (w, time) => w with { IdTokenLifetime = time }),
        ("CodeLifetime", w => w.CodeLifetime, (w, time) => w with { CodeLifetime = time }),
        ("DeviceCodeLifetime", w => w.DeviceCodeLifetime, (w, time) => w with { DeviceCodeLifetime = time }),
        ("RefreshTokenSlidingLifetime", w => w.RefreshTokenSlidingLifetime, (w, time) => w with { RefreshTokenSlidingLifetime = time }),
        ("RefreshTokenAbsoluteLifetime", w => w.RefreshTokenAbsoluteLifetime, (w, time) => w with { RefreshTokenAbsoluteLifetime = time }),
        ("RefreshTokenGrace", w => w.RefreshTokenGrace, (w, time) => w with { RefreshTokenGrace = time }),
        ("SessionLifetime", w => w.SessionLifetime, (w, time) => w with { SessionLifetime = time }),
    ];

    public static TableEntity Write(Workspace workspace, string rowKey)
    {
        var usual = new Workspace(workspace.Name, workspace.IssuerAddress);
        var row = new TableEntity(workspace.Name, rowKey)
        {
            [RowSchema.Column] = RowSchema.First,
            ["DisplayName"] = workspace.DisplayName,
            ["HasOwnKeys"] = workspace.HasOwnKeys,
            ["TakesApplicationRequests"] = workspace.TakesApplicationRequests,
            ["Registration"] = workspace.Registration.ToString(),
            ["RegistrationHosts"] = string.Join(' ', workspace.RegistrationHosts),
            ["Resources"] = JsonSerializer.Serialize([.. workspace.Resources.Select(ResourceRow.Of)], TablesJson.Default.ResourceRowArray),
        };
        foreach (var (column, get, _) in Lifetimes)
            if (get(workspace) != get(usual))
                row[column] = get(workspace).ToString("c", CultureInfo.InvariantCulture);
        if (workspace.GrantTypes is { } grantTypes)
            row["GrantTypes"] = string.Join(' ', grantTypes);
        if (workspace.UiLocales.Count > 0)
            row["UiLocales"] = string.Join(' ', workspace.UiLocales);
        if (workspace.SigningMode is { } mode)
            row["SigningMode"] = mode.ToString();
        if (workspace.SigningAlgorithm.Length > 0)
            row["SigningAlgorithm"] = workspace.SigningAlgorithm;
        if (workspace.AccessTokenSignedResponseAlg is { } algorithm)
            row["AccessTokenSignedResponseAlg"] = algorithm;
        if (!workspace.IdTokensHaveUserClaims)
            row["IdTokensHaveUserClaims"] = false;
        if (workspace.RequiresPushedRequests)
            row["RequiresPushedRequests"] = true;
        if (workspace.RequiresDpopNonce)
            row["RequiresDpopNonce"] = true;
        if (workspace.Profile != SecurityProfile.None)
            row["Profile"] = workspace.Profile.ToString();
        return row;
    }

    /// <param name="usual">The workspace without a row, which has the values that the row omits.</param>
    public static Workspace Read(TableEntity row, Workspace usual)
    {
        var resources = JsonSerializer.Deserialize(row.Known().GetString("Resources") ?? "[]", TablesJson.Default.ResourceRowArray) ?? [];
        var workspace = usual with
        {
            DisplayName = row.GetString("DisplayName") ?? "",
            HasOwnKeys = row.GetBoolean("HasOwnKeys") ?? false,
            TakesApplicationRequests = row.GetBoolean("TakesApplicationRequests") ?? true,
            Registration = Enum.TryParse<RegistrationPolicy>(row.GetString("Registration"), out var policy) ? policy : RegistrationPolicy.Off,
            RegistrationHosts = Words(row, "RegistrationHosts") ?? [],
            Resources = [.. resources.Select(resource => resource.ToResource())],
            GrantTypes = Words(row, "GrantTypes"),
            UiLocales = Words(row, "UiLocales") ?? usual.UiLocales,
            SigningMode = Enum.TryParse<SigningMode>(row.GetString("SigningMode"), out var mode) ? mode : null,
            SigningAlgorithm = row.GetString("SigningAlgorithm") ?? usual.SigningAlgorithm,
            AccessTokenSignedResponseAlg = row.GetString("AccessTokenSignedResponseAlg"),
            IdTokensHaveUserClaims = row.GetBoolean("IdTokensHaveUserClaims") ?? true,
            RequiresPushedRequests = row.GetBoolean("RequiresPushedRequests") ?? false,
            RequiresDpopNonce = row.GetBoolean("RequiresDpopNonce") ?? false,
            Profile = Enum.TryParse<SecurityProfile>(row.GetString("Profile"), out var profile) ? profile : SecurityProfile.None,
        };
        foreach (var (column, _, with) in Lifetimes)
            if (TimeSpan.TryParseExact(row.GetString(column), "c", CultureInfo.InvariantCulture, out var time))
                workspace = with(workspace, time);
        return workspace with { Scopes = ScopeSet.Of(StandardScopes.All.Tokens.Concat(workspace.Resources.SelectMany(resource => resource.Scopes.Tokens))) };
    }

    private static string[]? Words(TableEntity row, string column) =>
        row.GetString(column)?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
