namespace EventRecovery.Local.EventSources;

/// <summary>
/// What becomes of a piece after its delivery. Pure: a piece and its outcome go in, the next steps come out.
/// <code>
/// succeeded ─► checkpoint behind it
/// throttled ─► the same again, not counted
/// failed from the n-th ─► checkpoint behind the n done; the rest again
/// failed ─► several records and bisect: two halves, not counted
///        └► retries left: the same again        └► none left: discard
/// </code>
/// </summary>
/// <param name="Done">How many of the piece's first records are finished with, for good or discarded: the checkpoint moves over them.</param>
/// <param name="Discarded">What is given up, when something is.</param>
/// <param name="Next">What to deliver next, in order.</param>
/// <param name="Wait">Whether to back off before that.</param>
internal sealed record BatchDecision(int Done, BatchPiece? Discarded, IReadOnlyList<BatchPiece> Next, bool Wait)
{
    public static BatchDecision Of(BatchPiece piece, BatchOutcome outcome, EventSourceMappingOptions options) =>
        outcome switch
        {
            BatchOutcome.Succeeded => new(piece.Count, null, [], Wait: false),
            BatchOutcome.Throttled => new(0, null, [piece], Wait: true),
            BatchOutcome.FailedFrom(var done) when options.BisectBatchOnFunctionError => new(
                done,
                null,
                [new BatchPiece(piece.Start + done, piece.End, Failures: 0)],
                Wait: true
            ),
            // The record that now stands first has failed once; those before it do not count against it.
            BatchOutcome.FailedFrom(var done) => RetryOrDiscard(
                new BatchPiece(piece.Start + done, piece.End, Failures: 1),
                done,
                options
            ),
            _ when options.BisectBatchOnFunctionError && piece.Count > 1 => new(0, null, Halves(piece), Wait: true),
            _ => RetryOrDiscard(piece with { Failures = piece.Failures + 1 }, 0, options),
        };

    private static BatchDecision RetryOrDiscard(BatchPiece failed, int done, EventSourceMappingOptions options) =>
        options.MaximumRetryAttempts is { } retries && failed.Failures > retries
            ? new(done + failed.Count, failed, [], Wait: false)
            : new(done, null, [failed], Wait: true);

    private static BatchPiece[] Halves(BatchPiece piece)
    {
        var middle = piece.Start + (piece.Count / 2);
        return [piece with { End = middle, Failures = 0 }, piece with { Start = middle, Failures = 0 }];
    }
}
