namespace EventRecovery.Simulation.Cloud;

/// <summary>One request of a process to a service.</summary>
/// <param name="Subject">A key, a shard, a stream.</param>
internal readonly record struct Call(CallKind Kind, string Subject)
{
    public bool IsKinesis => Kind >= CallKind.DescribeStream;

    public bool IsWrite => Kind is >= CallKind.AppendPage and <= CallKind.Park or CallKind.PutRecords;
}

internal enum CallKind
{
    GetItem,
    Query,
    AppendPage,
    WriteDone,
    SaveCheckpoint,
    SaveRun,
    Park,
    DescribeStream,
    ListShards,
    OpenShard,
    GetRecords,
    PutRecords,
}
