namespace EventRecovery.Kpl;

/// <summary>What a user record's message says: indexes into the tables, and where the data lies in the aggregate's message.</summary>
internal readonly record struct KplRecordFields(int PartitionKey, int? ExplicitHashKey, int DataStart, int DataLength)
{
    /// <summary>Reads the message that begins at <paramref name="offset"/> of the aggregate; false if it lacks what is required.</summary>
    public static bool TryRead(ReadOnlySpan<byte> record, int offset, out KplRecordFields fields)
    {
        fields = default;
        var reader = new WireReader(record);
        (ulong? partitionKey, ulong? hashKey, var dataStart, var dataLength) = (null, null, -1, 0);
        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadTag(out var field, out var wireType))
            {
                return false;
            }
            bool read;
            switch (field, wireType)
            {
                case (KplFormat.PartitionKeyIndex, WireReader.Varint):
                    read = reader.TryReadVarint(out var key);
                    partitionKey = key;
                    break;
                case (KplFormat.ExplicitHashKeyIndex, WireReader.Varint):
                    read = reader.TryReadVarint(out var hash);
                    hashKey = hash;
                    break;
                case (KplFormat.Data, WireReader.LengthDelimited):
                    read = reader.TryReadBytes(out dataStart, out dataLength);
                    break;
                default:
                    read = reader.TrySkip(wireType);
                    break;
            }
            if (!read)
            {
                return false;
            }
        }
        if (partitionKey is not <= int.MaxValue || hashKey is > int.MaxValue || dataStart < 0)
        {
            return false;
        }
        fields = new KplRecordFields((int)partitionKey.Value, (int?)hashKey, offset + dataStart, dataLength);
        return true;
    }
}
