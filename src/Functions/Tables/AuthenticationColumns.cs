using Azure.Data.Tables;
using Tollgate.Domain.Users;

namespace Tollgate.Functions.Tables;

/// <summary>
/// How a user signed in, as columns of a session or a grant. A row without Acr means a sign-in by password. Earlier versions
/// wrote no Acr.
/// </summary>
internal static class AuthenticationColumns
{
    public static void Write(Authentication authentication, TableEntity row)
    {
        row["AuthenticatedAt"] = authentication.At;
        if (authentication.IsByPassword)
            return;
        row["Acr"] = authentication.Acr;
        row["Amr"] = string.Join(' ', authentication.Amr);
        if (authentication.Provider is not null)
            row["Provider"] = authentication.Provider;
    }

    public static Authentication Read(TableEntity row)
    {
        var at = row.GetDateTimeOffset("AuthenticatedAt")!.Value;
        return row.GetString("Acr") is { } acr
            ? new Authentication(at, acr, row.GetString("Amr").Split(' ', StringSplitOptions.RemoveEmptyEntries), row.GetString("Provider"))
            : Authentication.ByPassword(at);
    }
}
