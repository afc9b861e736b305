namespace EventRecovery.Simulation.Model.Processes;

/// <summary>What an invocation asks of the world next: the atomic steps of the protocol.</summary>
internal enum OperationKind : byte
{
    /// <summary>All pages of a log from a number on, with done items, strongly.</summary>
    ReadLog,

    /// <summary>The done item of a page, strongly.</summary>
    ReadDone,

    /// <summary>A page, on the condition that its number is free.</summary>
    Append,

    /// <summary>One PutRecords call.</summary>
    Publish,
    Park,

    /// <summary>A page's done item.</summary>
    WriteDone,

    /// <summary>The invocation has ended and says how far it got.</summary>
    Acknowledge,
}

/// <param name="Page">Its number, from 1. Of a read, the first that is wanted.</param>
/// <param name="Epoch">When the page was written, in claim time-outs.</param>
/// <param name="Records">A mask: claimed, published, parked, marked as published, or acknowledged.</param>
internal sealed record Operation(OperationKind Kind, int Log = 0, int Page = 0, int Epoch = 0, int Records = 0);
