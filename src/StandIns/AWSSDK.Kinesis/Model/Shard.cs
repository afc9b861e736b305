namespace Amazon.Kinesis.Model;

public class Shard
{
    public string ShardId { get; set; }
    public string ParentShardId { get; set; }

    /// <summary>The second parent of a merge.</summary>
    public string AdjacentParentShardId { get; set; }

    public HashKeyRange HashKeyRange { get; set; }
    public SequenceNumberRange SequenceNumberRange { get; set; }
}

/// <summary>Both ends included, as decimal numbers of up to 128 bits.</summary>
public class HashKeyRange
{
    public string StartingHashKey { get; set; }
    public string EndingHashKey { get; set; }
}

public class SequenceNumberRange
{
    public string StartingSequenceNumber { get; set; }

    /// <summary>Null while the shard is open.</summary>
    public string EndingSequenceNumber { get; set; }
}
