using Azure.Data.Tables;
using Tollgate.Domain.Applications;

namespace Tollgate.Functions.Tables;

/// <summary>Writes and reads the row of a request for an application. It is stored beside the row of the future client.</summary>
internal static class ApplicationRequestRow
{
    public static TableEntity Write(ApplicationRequest request, string partitionKey, string rowKey)
    {
        var form = request.Description;
        var row = new TableEntity(partitionKey, rowKey)
        {
            [RowSchema.Column] = RowSchema.First,
            ["State"] = request.State.ToString(),
            ["TicketHash"] = request.TicketHash,
            ["CreatedAt"] = request.CreatedAt,
            ["Name"] = form.Name,
            ["Purpose"] = form.Purpose,
            ["Contact"] = form.Contact,
            ["IsPublic"] = form.IsPublic,
            ["GrantTypes"] = string.Join(' ', form.GrantTypes),
            ["RedirectUris"] = string.Join('\n', form.RedirectUris),
            ["PostLogoutRedirectUris"] = string.Join('\n', form.PostLogoutRedirectUris),
            ["Resources"] = string.Join('\n', form.Resources),
        };
        if (request.DecidedAt is { } decidedAt)
            row["DecidedAt"] = decidedAt;
        if (request.Answer is { } answer)
            row["Answer"] = answer;
        return row;
    }

    public static ApplicationRequest Read(string clientId, TableEntity row) => new(clientId)
    {
        State = Enum.Parse<ApplicationRequestState>(row.Known().GetString("State")),
        TicketHash = row.GetBinary("TicketHash"),
        CreatedAt = row.GetDateTimeOffset("CreatedAt") ?? default,
        DecidedAt = row.GetDateTimeOffset("DecidedAt"),
        Answer = row.GetString("Answer"),
        Description = new ApplicationDescription
        {
            Name = row.GetString("Name") ?? "",
            Purpose = row.GetString("Purpose") ?? "",
            Contact = row.GetString("Contact") ?? "",
            IsPublic = row.GetBoolean("IsPublic") ?? false,
            GrantTypes = Parts(row, "GrantTypes", ' '),
            RedirectUris = Parts(row, "RedirectUris", '\n'),
            PostLogoutRedirectUris = Parts(row, "PostLogoutRedirectUris", '\n'),
            Resources = Parts(row, "Resources", '\n'),
        },
        Version = row.ETag.ToString(),
    };

    private static string[] Parts(TableEntity row, string column, char separator) =>
        (row.GetString(column) ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries);
}
