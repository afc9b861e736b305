using System.Globalization;
using System.Numerics;

namespace EventRecovery.Streams;

/// <summary>
/// The place of a record within its shard. Kinesis gives decimal strings that outgrow 128 bits and DynamoDB's 38-digit numbers,
/// ordered within one shard only and with gaps; so the text is kept, and compared as an integer of any size.
/// </summary>
public readonly record struct SequenceNumber(string Value) : IComparable<SequenceNumber>
{
    /// <summary>Digits of the padded form. Kinesis documents no bound; real ones have 56, and 128 leaves room.</summary>
    public const int PaddedLength = 128;

    /// <summary>Whether the text is a sequence number at all: decimal digits, at most <see cref="PaddedLength"/>.</summary>
    public bool IsValid =>
        !string.IsNullOrEmpty(Value)
        && Value.Length <= PaddedLength
        && Value.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>A fixed-width form whose text order is the numeric order, for conditions and sort keys.</summary>
    public string ToPadded() => Value.PadLeft(PaddedLength, '0');

    public int CompareTo(SequenceNumber other) =>
        Value.Length == other.Value.Length ? string.CompareOrdinal(Value, other.Value) : Number.CompareTo(other.Number);

    public static bool operator <(SequenceNumber left, SequenceNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(SequenceNumber left, SequenceNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(SequenceNumber left, SequenceNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SequenceNumber left, SequenceNumber right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;

    private BigInteger Number => BigInteger.Parse(Value, NumberStyles.None, CultureInfo.InvariantCulture);
}
