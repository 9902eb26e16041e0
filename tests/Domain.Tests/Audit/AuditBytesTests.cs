using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Tollgate.Domain.Audit;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Audit;

/// <summary>The canonical bytes of audit records. The vectors were written by another program, from the description of the form.</summary>
public sealed class AuditBytesTests
{
    private static readonly IReadOnlyDictionary<string, JsonElement> Vectors = JsonElement
        .Parse(File.ReadAllBytes(Repository.PathOf("tests", "Domain.Tests", "Vectors", "audit-record-1.json")))
        .EnumerateArray().ToDictionary(vector => vector.GetProperty("name").GetString()!);

    private static readonly byte[] Sample = BytesOf("with a detail");

    public static TheoryData<string> Names => [.. Vectors.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_has_the_bytes_of_its_vector_and_is_read_from_them(string name)
    {
        var entry = EntryOf(Vectors[name]);

        Assert.Equal(BytesOf(name), AuditBytes.Of(entry));
        Assert.Equal(entry, AuditBytes.Read(BytesOf(name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_id_begins_with_the_time(string name)
    {
        var entry = EntryOf(Vectors[name]);

        Assert.Equal(entry.Id, AuditEntry.New(entry.Workspace, entry.Record, entry.Id[20..]).Id);
        Assert.Equal(Vectors[name].GetProperty("at").GetString()![..10], AuditEntry.DayOf(entry.Id));
    }

    [Fact]
    public void The_offset_of_a_clock_makes_no_difference()
    {
        var entry = EntryOf(Vectors["with a detail"]);
        Assert.Equal(Sample, AuditBytes.Of(entry with { Record = entry.Record with { At = entry.Record.At.ToOffset(TimeSpan.FromHours(9)) } }));
    }

    [Fact]
    public void A_change_of_any_octet_changes_or_invalidates_the_record()
    {
        for (var at = 0; at < Sample.Length; at++)
        {
            var changed = (byte[])Sample.Clone();
            changed[at] ^= 1;
            Assert.NotEqual(AuditBytes.Read(Sample), AuditBytes.Read(changed));
        }
    }

    [Fact]
    public void Bytes_that_are_too_few_or_too_many_are_no_record()
    {
        for (var length = 0; length < Sample.Length; length++)
            Assert.Null(AuditBytes.Read(Sample.AsSpan(0, length)));
        Assert.Null(AuditBytes.Read([.. Sample, 0]));
        Assert.Null(AuditBytes.Read([.. Sample, 0, 0, 0, 0]));
        Assert.Null(AuditBytes.Read(null));
    }

    [Theory]
    [InlineData("tollgate-audit/2", "2026-03-01T12:00:00.0000000Z")]
    [InlineData("tollgate-audit/1", "2026-03-01T12:00:00Z")]
    [InlineData("tollgate-audit/1", "2026-03-01T12:00:00.0000000+00:00")]
    [InlineData("tollgate-audit/1", "yesterday")]
    public void Another_version_and_another_form_of_the_time_are_no_record(string label, string time) =>
        Assert.Null(AuditBytes.Read(Joined(label, "default", "an id", time, "who", "client", "edited", "detail")));

    [Fact]
    public void Octets_that_are_no_UTF_8_are_no_record() => Assert.Null(AuditBytes.Read(
        [.. Joined("tollgate-audit/1", "default", "an id", "2026-03-01T12:00:00.0000000Z", "who", "client", "edited"), 0, 0, 0, 1, 0xff]));

    [Theory]
    [InlineData(0xff)]
    [InlineData(0xfe)]
    [InlineData(0x80)]
    public void Only_the_detail_may_be_absent_and_no_other_length_is_below_zero(byte last)
    {
        Assert.Null(AuditBytes.Read([0xff, 0xff, 0xff, last, 1, 2, 3]));
        Assert.Null(AuditBytes.Read(
            [.. Joined("tollgate-audit/1", "default", "an id", "2026-03-01T12:00:00.0000000Z", "who", "client"),
                0xff, 0xff, 0xff, last, 0xff, 0xff, 0xff, 0xff]));
    }

    private static byte[] BytesOf(string name) => Convert.FromHexString(Vectors[name].GetProperty("bytes").GetString()!);

    private static AuditEntry EntryOf(JsonElement vector)
    {
        string Text(string member) => vector.GetProperty(member).GetString()!;
        return new(
            Text("workspace"),
            Text("id"),
            new AuditRecord(
                DateTimeOffset.Parse(Text("at"), System.Globalization.CultureInfo.InvariantCulture), Text("who"), Text("client_id"), Text("change"),
                vector.GetProperty("detail").GetString()));
    }

    private static byte[] Joined(params string[] texts)
    {
        var all = new List<byte>();
        foreach (var text in texts)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, Encoding.UTF8.GetByteCount(text));
            all.AddRange([.. length, .. Encoding.UTF8.GetBytes(text)]);
        }

        return [.. all];
    }
}
