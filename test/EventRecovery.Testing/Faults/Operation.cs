namespace EventRecovery.Testing.Faults;

/// <summary>The calls that ports make to the world outside, each of which can fail.</summary>
public enum Operation
{
    DescribeStream,
    ListShards,
    OpenShard,
    ReadShard,
    PutRecords,
    GetLayout,
    ReadClaims,
    ReadDone,
    AppendClaims,
    WriteDone,
    Park,
    ListParked,
    FindParked,
    ResolveParked,
    PutObject,
    GetObject,
    ListObjects,
    CreateRun,
    FindRun,
    SaveRun,
    LoadCheckpoints,
    FindCheckpoint,
    AcquireLease,
    SaveCheckpoint,
}
