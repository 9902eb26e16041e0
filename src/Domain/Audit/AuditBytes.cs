using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Audit;

/// <summary>
/// The canonical bytes of an audit record: every writer makes the same bytes from the same record. The bytes are UTF-8 texts. Before each
/// text, four bytes give its length (big-endian). A record of an application consists of the texts label, workspace, id, time, who,
/// client_id, change and detail. Any other record consists of the texts label, workspace, id, time, who, kind, target, change and detail,
/// and has another label. The length -1 stands for a missing detail. If a later version changes the texts, it uses a new label
/// (docs/adr/0018).
/// </summary>
public static class AuditBytes
{
    private const string Label = "tollgate-audit/1";
    private const string LabelOfOthers = "tollgate-audit/2";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static byte[] Of(AuditEntry entry)
    {
        var record = entry.Record;
        var time = record.At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        return record.Kind == AuditKind.Application
            ? LengthPrefixed.Join(
                Text(Label), Text(entry.Workspace), Text(entry.Id), Text(time), Text(record.Who), Text(record.Target), Text(record.Change),
                Text(record.Detail))
            : LengthPrefixed.Join(
                Text(LabelOfOthers), Text(entry.Workspace), Text(entry.Id), Text(time), Text(record.Who), Text(record.Kind.ToString()),
                Text(record.Target), Text(record.Change), Text(record.Detail));
    }

    /// <summary>The record that the bytes stand for. Null when they are not the canonical bytes of a record.</summary>
    public static AuditEntry? Read(ReadOnlySpan<byte> bytes)
    {
        var entry = Split(bytes) switch
        {
            [Label, { } workspace, { } id, { } time, { } who, { } clientId, { } change, var detail] when TimeOf(time) is { } at =>
                new AuditEntry(workspace, id, new AuditRecord(at, who, clientId, change, detail)),
            [LabelOfOthers, { } workspace, { } id, { } time, { } who, { } kind, { } target, { } change, var detail]
                when TimeOf(time) is { } at && Enum.TryParse<AuditKind>(kind, out var known) =>
                new AuditEntry(workspace, id, new AuditRecord(at, who, target, change, detail) { Kind = known }),
            _ => null,
        };
        // Only one sequence of bytes may stand for a record. The comparison also refuses octets that are not UTF-8.
        return entry is not null && bytes.SequenceEqual(Of(entry)) ? entry : null;
    }

    private static DateTimeOffset? TimeOf(string time) =>
        DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The encoding replaces a lone surrogate by another character. A table cannot store a lone surrogate either.</summary>
    private static byte[]? Text(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private static List<string?> Split(ReadOnlySpan<byte> bytes)
    {
        var texts = new List<string?>();
        while (bytes.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(bytes) is >= LengthPrefixed.Absent and var length && length <= bytes.Length - 4)
        {
            texts.Add(length == LengthPrefixed.Absent ? null : Encoding.UTF8.GetString(bytes.Slice(4, length)));
            bytes = bytes[(4 + Math.Max(length, 0))..];
        }

        return bytes.IsEmpty ? texts : [];
    }
}
