using System.Security.Cryptography;
using EventRecovery.Streams;

namespace EventRecovery.Claims;

/// <summary>Pages that no writer of ours wrote, though their checksum is right.</summary>
public class ClaimPageFormatTests
{
    private const int TimeAt = 1 + 4;
    private const int LineageAt = TimeAt + 8 + 16 + 2;
    private const int EntrySize = EventDigest.Size + SourceDigest.Size;
    private const int ChecksumSize = 8;

    private static readonly ClaimLogId Log = new("v/1", 0, 1, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_page_reads_as_it_was_written() =>
        ClaimPageFormat.Write(ClaimPageFormat.Read(Written(), Log, number: 1)).ShouldBe(Written());

    [Fact]
    public void A_time_outside_of_the_calendar_is_damage() => ShouldBeDamaged(page => page[TimeAt] = 0x7F);

    [Fact]
    public void A_name_that_is_no_text_is_damage() => ShouldBeDamaged(page => page[LineageAt] = 0xFF);

    [Fact]
    public void Entries_out_of_order_are_damage() =>
        ShouldBeDamaged(page =>
        {
            var entries = page.AsSpan(page.Length - ChecksumSize - (2 * EntrySize), 2 * EntrySize);
            byte[] second = [.. entries[EntrySize..]];
            entries[..EntrySize].CopyTo(entries[EntrySize..]);
            second.CopyTo(entries);
        });

    [Fact]
    public void An_event_that_is_claimed_twice_by_a_page_is_damage() =>
        ShouldBeDamaged(page =>
        {
            var entries = page.AsSpan(page.Length - ChecksumSize - (2 * EntrySize), 2 * EntrySize);
            entries[..EntrySize].CopyTo(entries[EntrySize..]);
        });

    private static void ShouldBeDamaged(Action<byte[]> change)
    {
        var page = Written();
        change(page);
        SHA256.HashData(page.AsSpan(..^ChecksumSize))[..ChecksumSize].CopyTo(page, page.Length - ChecksumSize);

        Should.Throw<ClaimPageDamagedException>(() => ClaimPageFormat.Read(page, Log, number: 1));
    }

    private static byte[] Written() =>
        ClaimPageFormat.Write(
            new ClaimPage(
                1,
                new Writer(Lineage.Run("one"), new StreamName("s"), new ShardId("shardId-0")),
                new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero),
                UInt128.One,
                [
                    new ClaimEntry(new EventDigest(UInt128.One), new SourceDigest(7)),
                    new ClaimEntry(new EventDigest(UInt128.MaxValue), new SourceDigest(8)),
                ]
            )
        );
}
