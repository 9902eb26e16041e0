using Azure.Data.Tables;
using Tollgate.Domain.Users;

namespace Tollgate.Functions.Tables;

/// <summary>
/// A user's claims as a row. A write of the claims leaves out <c>SignedOutBefore</c> and <c>IsDisabled</c>, because other writes own these
/// columns.
/// </summary>
internal static class UserRow
{
    public const string SignedOutBefore = "SignedOutBefore";

    /// <summary>Only in the row of a user who was disabled once.</summary>
    public const string IsDisabled = "IsDisabled";

    /// <summary>The claims that a user may lack.</summary>
    private static readonly (string Column, Func<User, string?> Get)[] Claims =
    [
        ("Name", user => user.Name), ("GivenName", user => user.GivenName), ("FamilyName", user => user.FamilyName), ("Email", user => user.Email),
        ("PhoneNumber", user => user.PhoneNumber), ("StreetAddress", user => user.Address?.StreetAddress), ("PostalCode", user => user.Address?.PostalCode),
        ("Locality", user => user.Address?.Locality), ("Region", user => user.Address?.Region), ("Country", user => user.Address?.Country),
    ];

    public static TableEntity Write(User user, string partitionKey, string rowKey)
    {
        var row = new TableEntity(partitionKey, rowKey)
        {
            [RowSchema.Column] = RowSchema.First,
            ["Username"] = user.Username,
            ["IsEmailVerified"] = user.IsEmailVerified,
            ["IsPhoneNumberVerified"] = user.IsPhoneNumberVerified,
            ["IsOperator"] = user.IsOperator,
            ["UpdatedAt"] = user.UpdatedAt,
        };
        foreach (var (column, get) in Claims)
            if (get(user) is { } value)
                row[column] = value;
        return row;
    }

    /// <summary>The row that was read, with the claims of the user. Columns that are not claims stay, and so do the columns of newer versions.</summary>
    public static TableEntity Change(TableEntity read, User user)
    {
        var row = new TableEntity(read);
        foreach (var (column, _) in Claims)
            row.Remove(column);
        foreach (var (column, value) in Write(user, read.PartitionKey, read.RowKey))
            row[column] = value;
        return row;
    }

    public static User Read(string subject, TableEntity row) => new(subject, row.Known().GetString("Username") ?? "")
    {
        Name = row.GetString("Name"),
        GivenName = row.GetString("GivenName"),
        FamilyName = row.GetString("FamilyName"),
        Email = row.GetString("Email"),
        IsEmailVerified = row.GetBoolean("IsEmailVerified") ?? false,
        PhoneNumber = row.GetString("PhoneNumber"),
        IsPhoneNumberVerified = row.GetBoolean("IsPhoneNumberVerified") ?? false,
        Address = PostalAddress.Of(
            row.GetString("StreetAddress"), row.GetString("PostalCode"), row.GetString("Locality"), row.GetString("Region"), row.GetString("Country")),
        IsOperator = row.GetBoolean("IsOperator") ?? false,
        IsDisabled = row.GetBoolean(IsDisabled) ?? false,
        UpdatedAt = row.GetDateTimeOffset("UpdatedAt") ?? default,
        SignedOutBefore = row.GetDateTimeOffset(SignedOutBefore),
    };
}
