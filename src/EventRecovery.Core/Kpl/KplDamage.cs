using EventRecovery.Events;

namespace EventRecovery.Kpl;

/// <summary>Says what is wrong with an aggregate whose MD5 does not match.</summary>
internal static class KplDamage
{
    public static Rejection Malformed { get; } =
        new(
            RejectCodes.MalformedAggregate,
            "The record is a KPL aggregate with a valid MD5, but its contents break the format: "
                + "a field that is not what it should be, a key that is in no table, or a hash key that is no 128-bit number."
        );

    /// <summary>
    /// Walks the fields. A field that reaches beyond the end, or an end with no room left for the MD5, means that bytes were cut off;
    /// anything else means that bytes were changed.
    /// </summary>
    public static Rejection Describe(ReadOnlySpan<byte> record)
    {
        var length = record.Length;
        if (IsTruncated(record[KplFormat.Magic.Length..]))
        {
            var cut = $"The record is a KPL aggregate of {length} bytes that ends before its contents do.";
            return new Rejection(RejectCodes.TruncatedAggregate, cut);
        }
        var changed = $"The record is a KPL aggregate of {length} bytes whose MD5 does not match its contents.";
        return new Rejection(RejectCodes.BadAggregateChecksum, changed);
    }

    private static bool IsTruncated(ReadOnlySpan<byte> rest)
    {
        var reader = new WireReader(rest);
        while (!reader.IsAtEnd)
        {
            var left = rest.Length - reader.At;
            var isField =
                reader.TryReadTag(out var field, out var wireType)
                && field is KplFormat.PartitionKeyTable or KplFormat.ExplicitHashKeyTable or KplFormat.Records
                && wireType == WireReader.LengthDelimited;
            if (!isField)
            {
                return left < KplFormat.DigestLength;
            }
            if (!reader.TryReadBytes(out _, out _))
            {
                return true;
            }
        }
        return true;
    }
}
