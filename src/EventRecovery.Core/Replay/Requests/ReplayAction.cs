namespace EventRecovery.Replay.Requests;

/// <summary>What an invocation is asked to do.</summary>
public enum ReplayAction
{
    /// <summary>Starts the run or takes it up again, and works until it is done or time is short. The default.</summary>
    Run,

    /// <summary>Starts the run or takes it up again, works on nothing, and answers the shards that are ready: one worker each.</summary>
    Dispatch,

    /// <summary>Answers whether every shard was read to its end, and closes the run when they were.</summary>
    Verify,

    /// <summary>Answers where the run stands. Changes nothing.</summary>
    Status,

    /// <summary>Stops the run for good. Workers stop at their next batch.</summary>
    Cancel,

    /// <summary>Lets a trial pass that is on hold. Who, when and why are kept with the run.</summary>
    Approve,
}
