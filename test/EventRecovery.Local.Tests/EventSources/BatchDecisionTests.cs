using EventRecovery.Local.EventSources;

namespace EventRecovery.Local.Tests.EventSources;

public sealed class BatchDecisionTests
{
    private static readonly BatchPiece Four = new(10, 14, Failures: 0);

    private static readonly EventSourceMappingOptions Twice = new() { MaximumRetryAttempts = 2 };
    private static readonly EventSourceMappingOptions Bisecting = Twice with { BisectBatchOnFunctionError = true };

    [Fact]
    public void Success_moves_the_checkpoint_behind_the_piece() =>
        Decide(Four, new BatchOutcome.Succeeded(), Bisecting).ShouldBe("done 4");

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_throttle_is_repeated_and_never_counted(int failures) =>
        Decide(Four with { Failures = failures }, new BatchOutcome.Throttled(), Bisecting)
            .ShouldBe($"done 0, wait, deliver 10-14 after {failures}");

    [Theory]
    [InlineData(0, "done 0, wait, deliver 10-14 after 1")]
    [InlineData(1, "done 0, wait, deliver 10-14 after 2")]
    [InlineData(2, "done 4, discard 10-14 after 3")]
    public void A_failed_piece_is_repeated_until_its_retries_are_used_up(int failures, string expected) =>
        Decide(Four with { Failures = failures }, new BatchOutcome.Failed(), Twice).ShouldBe(expected);

    [Fact]
    public void Without_a_limit_a_failed_piece_is_repeated_for_ever() =>
        Decide(Four with { Failures = 9_999 }, new BatchOutcome.Failed(), new EventSourceMappingOptions())
            .ShouldBe("done 0, wait, deliver 10-14 after 10000");

    [Fact]
    public void With_no_retries_a_failed_piece_is_discarded_at_once() =>
        Decide(Four, new BatchOutcome.Failed(), Twice with { MaximumRetryAttempts = 0 })
            .ShouldBe("done 4, discard 10-14 after 1");

    [Theory]
    [InlineData(10, 14, "done 0, wait, deliver 10-12 after 0, deliver 12-14 after 0")]
    [InlineData(10, 13, "done 0, wait, deliver 10-11 after 0, deliver 11-13 after 0")]
    [InlineData(10, 12, "done 0, wait, deliver 10-11 after 0, deliver 11-12 after 0")]
    public void Bisecting_halves_a_failed_piece_without_using_up_a_retry(int start, int end, string expected) =>
        Decide(new BatchPiece(start, end, 0), new BatchOutcome.Failed(), Bisecting with { MaximumRetryAttempts = 0 })
            .ShouldBe(expected);

    [Theory]
    [InlineData(1, "done 0, wait, deliver 10-11 after 2")]
    [InlineData(2, "done 1, discard 10-11 after 3")]
    public void A_single_record_cannot_be_halved_and_uses_up_its_retries(int failures, string expected) =>
        Decide(new BatchPiece(10, 11, failures), new BatchOutcome.Failed(), Bisecting).ShouldBe(expected);

    [Fact]
    public void A_partial_success_moves_the_checkpoint_and_repeats_the_rest() =>
        Decide(Four with { Failures = 2 }, new BatchOutcome.FailedFrom(3), Twice)
            .ShouldBe("done 3, wait, deliver 13-14 after 1");

    [Fact]
    public void A_partial_success_with_no_retries_discards_the_rest() =>
        Decide(Four, new BatchOutcome.FailedFrom(3), Twice with { MaximumRetryAttempts = 0 })
            .ShouldBe("done 4, discard 13-14 after 1");

    [Fact]
    public void A_partial_success_is_a_bisection_at_that_record() =>
        Decide(Four, new BatchOutcome.FailedFrom(1), Bisecting with { MaximumRetryAttempts = 0 })
            .ShouldBe("done 1, wait, deliver 11-14 after 0");

    /// <summary>Every answer a function can give, to every piece, four deep: nothing is skipped, repeated or reordered by a decision.</summary>
    [Theory]
    [InlineData(false, null)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(true, null)]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    public void Whatever_the_function_answers_the_checkpoint_moves_over_each_record_once_and_in_order(
        bool bisect,
        int? retries
    )
    {
        var options = new EventSourceMappingOptions
        {
            BisectBatchOnFunctionError = bisect,
            MaximumRetryAttempts = retries,
        };
        var explored = 0;
        Explore([new BatchPiece(0, 5, 0)], checkpoint: 0, depth: 5);
        explored.ShouldBeGreaterThan(30);

        void Explore(BatchPiece[] toDo, int checkpoint, int depth)
        {
            explored++;
            toDo.Aggregate(checkpoint, (end, piece) => piece.Start == end && piece.Count > 0 ? piece.End : -1)
                .ShouldBe(5, "what is left is the rest of the batch, without a gap, in order");
            if (toDo is not [var piece, .. var rest] || depth == 0)
            {
                return;
            }

            foreach (var outcome in Outcomes(piece))
            {
                var decision = BatchDecision.Of(piece, outcome, options);
                Explore([.. decision.Next, .. rest], checkpoint + decision.Done, depth - 1);
            }
        }
    }

    private static IEnumerable<BatchOutcome> Outcomes(BatchPiece piece) =>
        [
            new BatchOutcome.Succeeded(),
            new BatchOutcome.Failed(),
            new BatchOutcome.Throttled(),
            .. Enumerable.Range(1, piece.Count - 1).Select(done => new BatchOutcome.FailedFrom(done)),
        ];

    private static string Decide(BatchPiece piece, BatchOutcome outcome, EventSourceMappingOptions options)
    {
        var decision = BatchDecision.Of(piece, outcome, options);
        string[] parts =
        [
            $"done {decision.Done}",
            .. decision.Discarded is { } gone ? (string[])[$"discard {Show(gone)}"] : [],
            .. decision.Wait ? (string[])["wait"] : [],
            .. decision.Next.Select(next => $"deliver {Show(next)}"),
        ];
        return string.Join(", ", parts);
    }

    private static string Show(BatchPiece piece) => $"{piece.Start}-{piece.End} after {piece.Failures}";
}
