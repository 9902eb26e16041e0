using Azure.Data.Tables;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Tokens;

namespace Tollgate.Functions.Tables;

/// <summary>A grant as a row. It holds codes and refresh tokens only as SHA-256.</summary>
internal static class GrantRow
{
    private const int HashLength = 32;

    public static TableEntity Write(string workspace, AuthorizationGrant grant, string rowKey)
    {
        var row = new TableEntity(grant.Id, rowKey)
        {
            [RowSchema.Column] = RowSchema.First,
            ["Workspace"] = workspace,
            ["ClientId"] = grant.ClientId,
            ["Subject"] = grant.Subject,
            ["Scope"] = grant.Scope.Text,
            ["State"] = grant.State.ToString(),
            ["ExpiresAt"] = grant.ExpiresAt,
            ["CodeExpiresAt"] = grant.CodeExpiresAt > DateTimeOffset.UnixEpoch ? grant.CodeExpiresAt : DateTimeOffset.UnixEpoch,
        };
        AuthenticationColumns.Write(grant.Authentication, row);
        Set(row, "ClientGeneration", grant.ClientGeneration);
        Set(row, "SessionId", grant.SessionId);
        Set(row, "Nonce", grant.Nonce);
        Set(row, "RedirectUri", grant.RedirectUri);
        Set(row, "ImpliedRedirectUri", grant.ImpliedRedirectUri);
        Set(row, "CodeChallenge", grant.CodeChallenge);
        Set(row, "CodeHash", grant.CodeHash);
        Set(row, "Redemption", grant.Redemption);
        Set(row, "Confirmation", grant.Confirmation is { } confirmation ? $"{confirmation.Method}:{confirmation.Thumbprint}" : null);
        if (grant.Device is { } device)
        {
            row["DeviceExpiresAt"] = device.ExpiresAt;
            row["DeviceInterval"] = (int)device.Interval.TotalSeconds;
            row["DevicePolledAt"] = device.PolledAt;
        }

        if (grant.Refresh is { } refresh)
            WriteRefresh(row, refresh);
        return row;
    }

    private static void WriteRefresh(TableEntity row, RefreshState refresh)
    {
        row["RefreshSeed"] = refresh.Seed;
        row["RefreshHash"] = refresh.CurrentHash;
        row["RefreshGeneration"] = refresh.Generation;
        row["RefreshRetired"] = Pack(refresh.Retired);
        row["RefreshExpiresAt"] = refresh.ExpiresAt;
        if (refresh.BoundSince > 0)
            row["RefreshBoundSince"] = refresh.BoundSince;
    }

    public static AuthorizationGrant Read(TableEntity row) => new(row.Known().PartitionKey)
    {
        ClientId = row.GetString("ClientId"),
        ClientGeneration = row.GetString("ClientGeneration"),
        Subject = row.GetString("Subject"),
        Scope = ScopeColumn.Read(row.GetString("Scope")),
        State = Enum.Parse<GrantState>(row.GetString("State")),
        ExpiresAt = row.GetDateTimeOffset("ExpiresAt")!.Value,
        Authentication = AuthenticationColumns.Read(row),
        CodeExpiresAt = row.GetDateTimeOffset("CodeExpiresAt")!.Value,
        SessionId = row.GetString("SessionId"),
        Nonce = row.GetString("Nonce"),
        RedirectUri = row.GetString("RedirectUri"),
        ImpliedRedirectUri = row.GetString("ImpliedRedirectUri"),
        CodeChallenge = row.GetString("CodeChallenge"),
        CodeHash = row.GetBinary("CodeHash"),
        Redemption = row.GetString("Redemption"),
        Confirmation = row.GetString("Confirmation")?.Split(':') is [var method, var thumbprint] ? new Confirmation(method, thumbprint) : null,
        Version = row.ETag.ToString(),
        Device = row.GetDateTimeOffset("DeviceExpiresAt") is { } deviceExpiresAt
            ? new DeviceState(
                deviceExpiresAt, TimeSpan.FromSeconds(row.GetInt32("DeviceInterval") ?? 0), row.GetDateTimeOffset("DevicePolledAt")!.Value)
            : null,
        Refresh = row.GetBinary("RefreshSeed") is { } seed
            ? new RefreshState
            {
                Seed = seed,
                CurrentHash = row.GetBinary("RefreshHash"),
                Generation = row.GetInt32("RefreshGeneration") ?? 0,
                BoundSince = row.GetInt32("RefreshBoundSince") ?? 0,
                Retired = Unpack(row.GetBinary("RefreshRetired")),
                ExpiresAt = row.GetDateTimeOffset("RefreshExpiresAt")!.Value,
            }
            : null,
    };

    private static byte[] Pack(IReadOnlyList<RetiredRefreshToken> retired)
    {
        var packed = new byte[retired.Count * (HashLength + sizeof(long))];
        for (var i = 0; i < retired.Count; i++)
        {
            var at = packed.AsSpan(i * (HashLength + sizeof(long)));
            retired[i].Hash.CopyTo(at);
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(at[HashLength..], retired[i].RetiredAt.UtcTicks);
        }

        return packed;
    }

    private static List<RetiredRefreshToken> Unpack(byte[]? packed)
    {
        var retired = new List<RetiredRefreshToken>();
        for (ReadOnlySpan<byte> left = packed; left.Length > HashLength; left = left[(HashLength + sizeof(long))..])
            retired.Add(new(
                left[..HashLength].ToArray(),
                new DateTimeOffset(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(left[HashLength..]), TimeSpan.Zero)));
        return retired;
    }

    private static void Set(TableEntity row, string column, object? value)
    {
        if (value is not null)
            row[column] = value;
    }
}
