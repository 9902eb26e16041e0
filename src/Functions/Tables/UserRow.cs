using Azure.Data.Tables;
using Tollgate.Domain.Users;

namespace Tollgate.Functions.Tables;

/// <summary>A user's claims as a row. <c>SignedOutBefore</c> is not written with them, because another write owns it.</summary>
internal static class UserRow
{
    public const string SignedOutBefore = "SignedOutBefore";

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
        foreach (var (column, value) in new[]
        {
            ("Name", user.Name), ("GivenName", user.GivenName), ("FamilyName", user.FamilyName), ("Email", user.Email),
            ("PhoneNumber", user.PhoneNumber), ("StreetAddress", user.Address?.StreetAddress), ("PostalCode", user.Address?.PostalCode),
            ("Locality", user.Address?.Locality), ("Region", user.Address?.Region), ("Country", user.Address?.Country),
        })
            if (value is not null)
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
        UpdatedAt = row.GetDateTimeOffset("UpdatedAt") ?? default,
        SignedOutBefore = row.GetDateTimeOffset(SignedOutBefore),
    };
}
