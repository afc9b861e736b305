using System.Text;
using EventRecovery.Events;
using EventRecovery.Streams;
using EventRecovery.Testing.Kpl;

namespace EventRecovery.Kpl;

public class KplAggregateTests
{
    private static readonly byte[] Sample = new KplAggregator()
        .Add("a", "first")
        .Add("b", "second", explicitHashKey: UInt128.MaxValue)
        .Add("a", "")
        .ToRecord();

    [Fact]
    public void An_aggregate_gives_its_user_records_in_order_with_their_keys()
    {
        List<KplUserRecord> records = [.. Open(Sample).Records()];

        records.Select(record => record.SubSequence).ShouldBe([0, 1, 2]);
        records.Select(record => record.PartitionKey).ShouldBe(["a", "b", "a"]);
        records.Select(record => Encoding.UTF8.GetString(record.Data.Span)).ShouldBe(["first", "second", ""]);
        records.Select(record => record.ExplicitHashKey).ShouldBe([null, UInt128.MaxValue, null]);
        records[0].HashKey.ShouldBe(HashKeyRange.HashOf("a"));
    }

    [Fact]
    public void Bytes_from_the_description_of_the_format_are_understood()
    {
        // partition_key_table ["a"], one record {partition_key_index 0, data "x", a tag {key "k"}}, tables behind the record.
        byte[] message = [0x1A, 0x0A, 0x08, 0x00, 0x1A, 0x01, 0x78, 0x22, 0x03, 0x0A, 0x01, 0x6B, 0x0A, 0x01, 0x61];

        var record = Open(KplAggregator.Seal(message)).Records().ShouldHaveSingleItem();
        (record.PartitionKey, Encoding.UTF8.GetString(record.Data.Span)).ShouldBe(("a", "x"));
    }

    [Fact]
    public void The_data_is_a_slice_of_the_record()
    {
        var record = Open(Sample).Records().First();

        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(record.Data, out var segment).ShouldBeTrue();
        segment.Array.ShouldBeSameAs(Sample);
    }

    [Fact]
    public void Records_outside_the_shards_range_are_left_out_and_keep_their_numbers()
    {
        var hash = HashKeyRange.HashOf("a");

        Open(Sample).Records(new HashKeyRange(hash, hash)).Select(record => record.SubSequence).ShouldBe([0, 2]);
        Open(Sample)
            .Records(new HashKeyRange(UInt128.MaxValue, UInt128.MaxValue))
            .Select(record => record.SubSequence)
            .ShouldBe([1]);
        Open(Sample).Records(new HashKeyRange(0, 0)).ShouldBeEmpty();
        Open(Sample).Records(HashKeyRange.All).Count().ShouldBe(3);
    }

    [Fact]
    public void Two_shards_after_a_split_share_an_aggregates_records_without_gap_or_overlap()
    {
        var aggregator = new KplAggregator();
        foreach (int i in Enumerable.Range(0, 200))
        {
            aggregator.Add($"key-{i}", $"{i}");
        }
        var aggregate = Open(aggregator.ToRecord());
        var middle = UInt128.MaxValue / 2;
        var left = aggregate.Records(new HashKeyRange(0, middle)).Select(record => record.SubSequence);
        var right = aggregate
            .Records(new HashKeyRange(middle + 1, UInt128.MaxValue))
            .Select(record => record.SubSequence);

        left.Concat(right).Order().ShouldBe(Enumerable.Range(0, 200));
    }

    [Fact]
    public void A_record_without_the_magic_is_no_aggregate()
    {
        KplAggregate.TryOpen("{}"u8.ToArray(), out _, out _).ShouldBe(KplStatus.NotAggregated);
        KplAggregate.TryOpen(Array.Empty<byte>(), out _, out _).ShouldBe(KplStatus.NotAggregated);
        KplAggregate.TryOpen(Sample.AsMemory(0, 3), out _, out _).ShouldBe(KplStatus.NotAggregated);
    }

    [Fact]
    public void An_aggregate_of_nothing_is_sound() => Open(KplAggregator.Seal([])).Records().ShouldBeEmpty();

    [Fact]
    public void An_aggregate_cut_off_anywhere_is_damaged()
    {
        for (int length = KplFormat.Magic.Length; length < Sample.Length; length++)
        {
            Damage(Sample.AsMemory(0, length)).ShouldBeOneOf("truncated-aggregate", "bad-aggregate-checksum");
        }
        Damage(Sample.AsMemory(0, KplFormat.Magic.Length)).ShouldBe("truncated-aggregate");
        Damage(Sample.AsMemory(0, Sample.Length / 2)).ShouldBe("truncated-aggregate");
        Damage(Sample.AsMemory(0, Sample.Length - 20)).ShouldBe("truncated-aggregate");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-16)]
    [InlineData(-18)]
    public void An_aggregate_with_a_changed_byte_has_a_bad_checksum(int fromEnd)
    {
        byte[] changed = [.. Sample];
        changed[^-fromEnd] ^= 1;

        Damage(changed).ShouldBe("bad-aggregate-checksum");
    }

    [Theory]
    [InlineData("1a0408001a00")] // a key that is in no table
    [InlineData("0a01611a0208 00")] // no data
    [InlineData("0a01611a021a00")] // no partition key
    [InlineData("0a016112 0178 1a0408001a00")] // a hash key that is no number
    [InlineData("0a016112 27 3334303238323336363932303933383436333436333337343630373433313736383231313435360a0161")] // 2^128
    [InlineData("0a01611a0608001001 1a00")] // a hash key that is in no table
    [InlineData("0a05 61")] // a field beyond the end
    [InlineData("0801")] // a table that is a number
    [InlineData("0b0c")] // groups
    [InlineData("00")] // field 0
    [InlineData("0a01611affffffffffffffffffff01")] // a length that is no length
    public void Contents_that_break_the_format_under_a_right_checksum_are_malformed(string hex) =>
        Damage(KplAggregator.Seal(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))))
            .ShouldBe("malformed-aggregate");

    private static KplAggregate Open(byte[] record)
    {
        KplAggregate.TryOpen(record, out var aggregate, out var damage).ShouldBe(KplStatus.Aggregated, damage.Message);
        return aggregate!;
    }

    private static string Damage(ReadOnlyMemory<byte> record)
    {
        KplAggregate.TryOpen(record, out _, out var damage).ShouldBe(KplStatus.Damaged);
        return damage.Code;
    }
}
