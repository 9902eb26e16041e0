using Tollgate.Domain.Audit;

namespace Tollgate.Domain.Tests.Audit;

/// <summary>The canonical bytes of records that are not about applications. The hexadecimal text was written by another program.</summary>
public sealed class AuditOfOthersTests
{
    private static readonly AuditEntry Entry = new(
        "default",
        "0639079632000000000-_l4Hdh4Tq386Ag3-_urlqw",
        new AuditRecord(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), "(command line) olivia", "3f6c1a52b7d94e0f", Changes.Disabled)
        {
            Kind = AuditKind.User,
        });

    private static readonly byte[] Bytes = Convert.FromHexString(
        "00000010746f6c6c676174652d61756469742f320000000764656661756c740000002a303633393037393633323030303030303030302d5f6c344864"
        + "683454713338364167332d5f75726c71770000001c323032362d30332d30315431323a30303a30302e303030303030305a0000001528636f6d6d616e"
        + "64206c696e6529206f6c69766961000000045573657200000010336636633161353262376439346530660000000864697361626c6564ffffffff");

    [Fact]
    public void A_record_about_a_user_has_its_own_label_and_is_read_from_its_bytes()
    {
        Assert.Equal(Bytes, AuditBytes.Of(Entry));
        Assert.Equal(Entry, AuditBytes.Read(Bytes));
    }

    [Fact]
    public void A_change_of_any_octet_changes_or_invalidates_the_record()
    {
        for (var at = 0; at < Bytes.Length; at++)
        {
            var changed = (byte[])Bytes.Clone();
            changed[at] ^= 1;
            Assert.NotEqual(Entry, AuditBytes.Read(changed));
        }
    }

    [Fact]
    public void A_record_about_an_application_has_no_second_form()
    {
        var other = AuditBytes.Of(Entry with { Record = Entry.Record with { Kind = AuditKind.Workspace } });
        Assert.NotEqual(Bytes, other);
        Assert.DoesNotContain("tollgate-audit/2", System.Text.Encoding.UTF8.GetString(
            AuditBytes.Of(Entry with { Record = Entry.Record with { Kind = AuditKind.Application } })));
    }

    [Theory]
    [InlineData("(command line) olivia", "olivia")]
    [InlineData("(command line)", null)]
    [InlineData("olivia", null)]
    public void The_operator_of_a_command_is_told_from_its_author(string who, string? name)
    {
        Assert.Equal(name, (Entry.Record with { Who = who }).CommandedBy);
        Assert.True((Entry.Record with { Who = who }).IsByOperator);
        if (who != "olivia")
            Assert.Equal(who, AuditRecord.ByCommandOf(name));
    }
}
