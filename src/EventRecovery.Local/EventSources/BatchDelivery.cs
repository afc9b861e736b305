using EventRecovery.Local.Lambdas;
using EventRecovery.Runtime;

namespace EventRecovery.Local.EventSources;

/// <summary>Invokes the function that a mapping feeds. The payload is the event, UTF-8 JSON.</summary>
public delegate Task<InvocationResult> InvokeFunction(ReadOnlyMemory<byte> payload);

/// <summary>Delivers the batches of one shard, each until it is done or given up. Decides nothing itself.</summary>
internal sealed class BatchDelivery(
    InvokeFunction invoke,
    EventSource source,
    ShardState state,
    EventSourceMappingOptions options,
    TimeProvider time,
    Backoff backoff
)
{
    /// <summary>Returns once every record of the batch is finished with.</summary>
    public async Task DeliverAsync(IReadOnlyList<SourceRecord> batch, CancellationToken cancellationToken)
    {
        var pieces = new Stack<BatchPiece>([new BatchPiece(0, batch.Count, Failures: 0)]);
        InvocationResult? last = null;
        while (pieces.TryPop(out var piece))
        {
            piece = await DropExpiredAsync(batch, piece, last, cancellationToken);
            if (piece.Count == 0)
            {
                continue;
            }

            var records = batch.Skip(piece.Start).Take(piece.Count).ToArray();
            last = await invoke(KinesisEventPayload.Join(records)).WaitAsync(cancellationToken);
            var outcome = BatchOutcome.Of(
                last,
                [.. records.Select(record => record.Sequence)],
                options.ReportBatchItemFailures
            );
            state.Invoked(outcome);

            var decision = BatchDecision.Of(piece, outcome, options);
            if (decision.Discarded is { } discarded)
            {
                await DiscardAsync(batch, discarded, DiscardCondition.RetryAttemptsExhausted, last, cancellationToken);
            }

            Advance(batch, piece, decision.Done, decision.Discarded?.Count ?? 0);
            foreach (var next in decision.Next.Reverse())
            {
                pieces.Push(next);
            }

            await BackOffAsync(decision, cancellationToken);
        }
    }

    private async Task<BatchPiece> DropExpiredAsync(
        IReadOnlyList<SourceRecord> batch,
        BatchPiece piece,
        InvocationResult? last,
        CancellationToken cancellationToken
    )
    {
        var expired = RecordAge.CountExpired(batch, piece, time.GetUtcNow(), options.MaximumRecordAge);
        if (expired > 0)
        {
            var dropped = piece with { End = piece.Start + expired };
            await DiscardAsync(batch, dropped, DiscardCondition.RecordAgeExceeded, last, cancellationToken);
            Advance(batch, piece, expired, expired);
        }

        return piece with
        {
            Start = piece.Start + expired,
        };
    }

    private async Task DiscardAsync(
        IReadOnlyList<SourceRecord> batch,
        BatchPiece piece,
        DiscardCondition condition,
        InvocationResult? last,
        CancellationToken cancellationToken
    )
    {
        if (options.OnFailure is not { } destination)
        {
            return;
        }

        var (first, final) = (batch[piece.Start], batch[piece.End - 1]);
        await destination.SendAsync(
            new DiscardedBatch(
                source,
                state.Shard,
                condition,
                piece.Failures > 0 ? last?.RequestId ?? "" : "",
                piece.Failures,
                last?.Status == InvocationStatus.FunctionError,
                time.GetUtcNow(),
                first.Sequence,
                final.Sequence,
                first.ArrivedAt,
                final.ArrivedAt,
                piece.Count,
                KinesisEventPayload.Join(batch.Skip(piece.Start).Take(piece.Count))
            ),
            cancellationToken
        );
    }

    private void Advance(IReadOnlyList<SourceRecord> batch, BatchPiece piece, int count, int ofWhichDiscarded)
    {
        if (count > 0)
        {
            state.Advance(batch[piece.Start + count - 1].Sequence, count, ofWhichDiscarded);
        }
    }

    private async Task BackOffAsync(BatchDecision decision, CancellationToken cancellationToken)
    {
        if (decision.Done > 0)
        {
            backoff.Reset();
        }

        if (decision.Wait)
        {
            await backoff.WaitAsync(cancellationToken);
        }
    }
}
