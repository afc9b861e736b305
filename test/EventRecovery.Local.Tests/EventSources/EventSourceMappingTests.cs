using System.Text;
using EventRecovery.Local.EventSources;
using EventRecovery.Streams;
using EventRecovery.Testing.Streams;

namespace EventRecovery.Local.Tests.EventSources;

public sealed class EventSourceMappingTests
{
    private static readonly StreamName Stream = new("error_events");

    private static readonly EventSource Source = new(Stream, "arn:stream", "arn:function", "us-east-1", "arn:role");

    private static readonly EventSourceMappingOptions Quick = new()
    {
        PollInterval = TimeSpan.FromMilliseconds(1),
        ListInterval = TimeSpan.FromMilliseconds(20),
        FirstBackoff = TimeSpan.FromMilliseconds(1),
        LongestBackoff = TimeSpan.FromMilliseconds(2),
    };

    private readonly InMemoryKinesis kinesis = new(TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_arrive_in_order_in_batches_of_the_given_size()
    {
        var function = new ScriptedFunction();
        Put(1, "a", "b", "c", "d", "e");

        var progress = await DrainAsync(function, Quick with { BatchSize = 2 });

        Show(function).ShouldBe("ab cd e");
        progress.Delivered.ShouldBe(5);
        progress.Invocations.ShouldBe(3);
    }

    [Fact]
    public async Task What_is_put_later_is_delivered_too()
    {
        var function = new ScriptedFunction();
        Put(1, "a");
        await using var mapping = Start(function, Quick);
        await mapping.WaitUntilDrainedAsync(Token);

        PutMore("b");
        await mapping.WaitUntilDrainedAsync(Token);

        Show(function).ShouldBe("a b");
    }

    [Fact]
    public async Task A_batching_window_gathers_what_comes_within_it()
    {
        var function = new ScriptedFunction();
        Put(1, "a");
        await using var mapping = Start(
            function,
            Quick with
            {
                BatchSize = 2,
                BatchingWindow = TimeSpan.FromMinutes(5),
            }
        );

        PutMore("b");

        await Eventually.BecomesTrueAsync(() => function.Batches.Count > 0, Token);
        Show(function).ShouldBe("ab");
    }

    [Fact]
    public async Task A_reported_failure_brings_that_record_and_all_after_it_again()
    {
        var function = new ScriptedFunction
        {
            Answer = delivery =>
                delivery.Call == 0 ? ScriptedFunction.FailFrom(delivery.Sequences[2]) : ScriptedFunction.Success(),
        };
        Put(1, "a", "b", "c", "d");

        var progress = await DrainAsync(function, Quick with { ReportBatchItemFailures = true });

        Show(function).ShouldBe("abcd cd");
        progress.Delivered.ShouldBe(4);
        progress.Failures.ShouldBe(1);
    }

    [Fact]
    public async Task Bisecting_finds_the_poison_and_delivers_all_else()
    {
        var destination = new RememberingDestination();
        var function = new ScriptedFunction
        {
            Answer = delivery => delivery.Texts.Contains("X") ? ScriptedFunction.Error() : ScriptedFunction.Success(),
        };
        Put(1, "a", "b", "X", "d");

        var progress = await DrainAsync(
            function,
            Quick with
            {
                BisectBatchOnFunctionError = true,
                MaximumRetryAttempts = 1,
                OnFailure = destination,
            }
        );

        Show(function).ShouldBe("abXd ab Xd X X d");
        progress.Delivered.ShouldBe(3);
        progress.Discarded.ShouldBe(1);
        var kept = destination.Batches.ShouldHaveSingleItem();
        kept.Condition.ShouldBe(DiscardCondition.RetryAttemptsExhausted);
        kept.InvokeCount.ShouldBe(2);
        kept.Count.ShouldBe(1);
        Encoding.UTF8.GetString(kept.Payload.Span).ShouldContain(Convert.ToBase64String("X"u8));
    }

    [Fact]
    public async Task Throttles_do_not_count_as_attempts()
    {
        var function = new ScriptedFunction
        {
            Answer = delivery => delivery.Call < 5 ? ScriptedFunction.Throttle() : ScriptedFunction.Success(),
        };
        Put(1, "a");

        var progress = await DrainAsync(function, Quick with { MaximumRetryAttempts = 0 });

        progress.Delivered.ShouldBe(1);
        progress.Discarded.ShouldBe(0);
        progress.Throttles.ShouldBe(5);
        progress.Invocations.ShouldBe(1);
    }

    [Fact]
    public async Task Records_that_are_too_old_are_given_up_without_a_delivery()
    {
        var destination = new RememberingDestination();
        var function = new ScriptedFunction { Answer = _ => ScriptedFunction.Error() };
        Put(1, "a", "b");

        var progress = await DrainAsync(
            function,
            Quick with
            {
                MaximumRecordAge = TimeSpan.FromTicks(1),
                OnFailure = destination,
            }
        );

        progress.Discarded.ShouldBe(2);
        progress.Invocations.ShouldBe(0);
        destination.Batches.ShouldHaveSingleItem().Condition.ShouldBe(DiscardCondition.RecordAgeExceeded);
    }

    [Fact]
    public async Task A_failing_shard_does_not_hold_up_another()
    {
        var function = new ScriptedFunction
        {
            Answer = delivery => delivery.Texts.Contains("X") ? ScriptedFunction.Error() : ScriptedFunction.Success(),
        };
        Put(4, "X");
        PutMore([.. Enumerable.Range(0, 40).Select(number => $"{number}")]);

        await using var mapping = Start(function, Quick with { BatchSize = 1 });

        await Eventually.BecomesTrueAsync(() => mapping.Progress.Delivered >= 25, Token);
        mapping.Progress.Failures.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Children_of_a_split_and_a_merge_come_after_their_parents()
    {
        var function = new ScriptedFunction();
        kinesis.CreateStream(Stream, 1);
        PutMore("1", "2", "3");
        var (low, high) = kinesis.Split(Stream, new ShardId("shardId-000000000000"));
        PutMore("4", "5", "6", "7", "8", "9");
        var merged = kinesis.Merge(Stream, low, high);
        PutMore("10", "11");

        var progress = await DrainAsync(function, Quick with { BatchSize = 1 });

        progress.Delivered.ShouldBe(11);
        var order = function.Shards;
        order.Take(3).ShouldAllBe(shard => shard == "shardId-000000000000");
        order.Skip(3).Take(6).ShouldAllBe(shard => shard == low.Value || shard == high.Value);
        order.Skip(9).ShouldAllBe(shard => shard == merged.Value);
        progress.Shards.Count(shard => shard.Finished).ShouldBe(3);
    }

    [Fact]
    public async Task A_reshard_while_it_runs_loses_nothing()
    {
        var function = new ScriptedFunction();
        Put(2, "1", "2", "3", "4");
        await using var mapping = Start(function, Quick);
        await mapping.WaitUntilDrainedAsync(Token);

        kinesis.Split(Stream, new ShardId("shardId-000000000000"));
        PutMore("5", "6", "7", "8", "9");
        await mapping.WaitUntilDrainedAsync(Token);

        function.Batches.SelectMany(texts => texts).Order().ShouldBe(["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    }

    [Fact]
    public async Task A_stream_that_does_not_exist_yet_is_waited_for()
    {
        var function = new ScriptedFunction();
        await using var mapping = Start(function, Quick);

        Put(1, "a");

        await mapping.WaitUntilDrainedAsync(Token);
        Show(function).ShouldBe("a");
    }

    [Fact]
    public async Task A_mistake_in_an_adapter_reaches_those_who_wait()
    {
        Put(1, "a");
        await using var mapping = EventSourceMapping.Start(
            kinesis,
            Source,
            _ => throw new InvalidOperationException("broken"),
            Quick
        );

        (
            await Should.ThrowAsync<InvalidOperationException>(() => mapping.WaitUntilDrainedAsync(Token))
        ).Message.ShouldBe("broken");
    }

    private EventSourceMapping Start(ScriptedFunction function, EventSourceMappingOptions options) =>
        EventSourceMapping.Start(kinesis, Source, function.InvokeAsync, options);

    private async Task<EventSourceProgress> DrainAsync(ScriptedFunction function, EventSourceMappingOptions options)
    {
        await using var mapping = Start(function, options);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Token);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        await mapping.WaitUntilDrainedAsync(bound.Token);
        return mapping.Progress;
    }

    private void Put(int shards, params string[] texts)
    {
        kinesis.CreateStream(Stream, shards);
        PutMore(texts);
    }

    private void PutMore(params string[] texts)
    {
        foreach (var text in texts)
        {
            kinesis.Put(Stream, text, Encoding.UTF8.GetBytes(text));
        }
    }

    private static string Show(ScriptedFunction function) =>
        string.Join(' ', function.Batches.Select(texts => string.Concat(texts)));

    private sealed class RememberingDestination : IOnFailureDestination
    {
        public List<DiscardedBatch> Batches { get; } = [];

        public Task SendAsync(DiscardedBatch batch, CancellationToken cancellationToken)
        {
            Batches.Add(batch);
            return Task.CompletedTask;
        }
    }
}
