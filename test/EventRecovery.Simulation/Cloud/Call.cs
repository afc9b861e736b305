namespace EventRecovery.Simulation.Cloud;

/// <summary>One request of a process to a service.</summary>
/// <param name="Subject">A key, a shard, a stream.</param>
internal readonly record struct Call(CallKind Kind, string Subject)
{
    public Service Service =>
        Kind switch
        {
            >= CallKind.PutObject => Service.S3,
            >= CallKind.DescribeStream => Service.Kinesis,
            _ => Service.DynamoDb,
        };

    public bool IsWrite =>
        Kind is >= CallKind.AppendPage and <= CallKind.Park or CallKind.PutRecords or CallKind.PutObject;
}

internal enum Service
{
    DynamoDb,
    Kinesis,
    S3,
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
    PutObject,
    GetObject,
    ListObjects,
}
