namespace EventRecovery.Replay.Running;

/// <summary>
/// The write units that a batch will at most consume when its claims fall into one log: a page of 24 bytes an event and its head,
/// a done item, a checkpoint. DynamoDB counts a unit for each kibibyte begun.
/// </summary>
internal static class BatchWrites
{
    private const int EntryBytes = 24;
    private const int HeadBytes = 300;
    private const int DoneAndCheckpoint = 3;

    public static decimal Estimate(int events) => ((events * EntryBytes) + HeadBytes + 1023) / 1024 + DoneAndCheckpoint;
}
