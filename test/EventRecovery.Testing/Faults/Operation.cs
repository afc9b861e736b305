namespace EventRecovery.Testing.Faults;

/// <summary>The calls that ports make to the world outside, each of which can fail.</summary>
public enum Operation
{
    DescribeStream,
    ListShards,
    OpenShard,
    ReadShard,
    PutRecords,
    ReadClaims,
    ReadDone,
    AppendClaims,
    WriteDone,
    Park,
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
    FindVersions,
    SaveVersions,
}
