using EventRecovery.Claims;
using EventRecovery.Json;
using EventRecovery.Testing.Faults;
using EventRecovery.Testing.Kpl;

namespace EventRecovery.Engine;

public class RecoveryEngineTests
{
    private readonly EngineWorld world = new();

    [Fact]
    public async Task Events_are_recalculated_and_published_in_order()
    {
        PutErrors("a", "b", "c");

        var outcome = await world.Start().ProcessAsync(world.Batch());

        outcome.IsComplete.ShouldBeTrue();
        outcome.Counts.ShouldBe(new BatchCounts(Read: 3, Recovered: 3));
        world.PublishedIds().ShouldBe(["a", "b", "c"]);
        world.Published()[0].TryFind("/recalculated_value", out JsonValue value).ShouldBeTrue();
        value.ToString().ShouldBe("11");
    }

    [Fact]
    public async Task A_redelivered_batch_publishes_nothing_more()
    {
        PutErrors("a", "b");
        await world.Start().ProcessAsync(world.Batch());

        var again = await world.Start().ProcessAsync(world.Batch());

        again.ShouldBe(new BatchOutcome(null, new BatchCounts(Read: 2, Redelivered: 2)));
        world.PublishedIds().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Copies_of_an_event_are_suppressed_within_a_batch_across_batches_and_across_writers()
    {
        PutErrors("a", "a", "b");
        var first = await world.Start().ProcessAsync(world.Batch());
        PutErrors("b", "a");

        var second = await world.StartRun("later").ProcessAsync(world.Batch(from: 3));

        first.Counts.ShouldBe(new BatchCounts(Read: 3, Recovered: 2, Duplicates: 1));
        second.Counts.ShouldBe(new BatchCounts(Read: 2, Duplicates: 2));
        world.PublishedIds().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task An_id_that_is_given_to_two_events_is_published_once_and_told()
    {
        world.PutError("a", value: 1);
        world.PutError("a", value: 2);
        world.PutError("a", value: 1);

        var outcome = await world.Start().ProcessAsync(world.Batch());

        outcome.Counts.ShouldBe(new BatchCounts(Read: 3, Recovered: 1, Duplicates: 2, Conflicting: 1));
        world.PublishedIds().ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_warm_batch_writes_a_page_and_a_done_item_a_log_and_reads_nothing()
    {
        var process = world.Start();
        PutErrors("a");
        await process.ProcessAsync(world.Batch());
        PutErrors("b", "c");
        process.Faults.ResetCalls();

        await process.ProcessAsync(world.Batch(from: 1));

        process.Faults.Calls(Operation.AppendClaims).ShouldBe(1);
        process.Faults.Calls(Operation.WriteDone).ShouldBe(1);
        process.Faults.Calls(Operation.ReadClaims).ShouldBe(0);
        process.Faults.Calls(Operation.ReadDone).ShouldBe(0);
    }

    [Fact]
    public async Task An_append_whose_answer_was_lost_is_recognised_by_its_token()
    {
        PutErrors("a");
        var process = world.Start();
        process.Faults.LoseAnswer(Operation.AppendClaims);

        var outcome = await process.ProcessAsync(world.Batch());

        outcome.Counts.ShouldBe(new BatchCounts(Read: 1, Recovered: 1));
        process.Faults.Calls(Operation.AppendClaims).ShouldBe(1);
        world.PublishedIds().ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_lost_race_for_a_page_is_decided_again_on_what_the_winner_wrote()
    {
        PutErrors("a", "b");
        var (slow, fast) = (world.Start("slow"), world.Start("fast"));
        slow.Faults.Do(Operation.AppendClaims, () => fast.ProcessAsync(world.Batch(count: 1)));

        var outcome = await slow.ProcessAsync(world.Batch());

        outcome.IsComplete.ShouldBeTrue();
        outcome.Counts.LostAppends.ShouldBe(1);
        outcome.Counts.Recovered.ShouldBe(1);
        world.PublishedIds().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_live_foreign_claim_ends_the_batch_before_its_record()
    {
        PutErrors("a", "b", "c");
        var dying = world.Start("other");
        dying.Faults.Crash(Operation.PutRecords);
        await Should.ThrowAsync<CrashedException>(() => dying.ProcessAsync(world.Batch(from: 1, count: 1)));

        var outcome = await world.Start().ProcessAsync(world.Batch());

        outcome.FirstUnfinished.ShouldBe(new(world.Batch().Records[1].Sequence));
        world.PublishedIds().ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_claim_silent_past_its_timeout_is_taken_over()
    {
        PutErrors("a");
        var dead = world.Start("other");
        dead.Faults.Crash(Operation.PutRecords);
        await Should.ThrowAsync<CrashedException>(() => dead.ProcessAsync(world.Batch()));
        world.Time.Advance(TimeSpan.FromMinutes(17));

        var outcome = await world.Start().ProcessAsync(world.Batch());

        outcome.Counts.ShouldBe(new BatchCounts(Read: 1, Recovered: 1, TakenOver: 1));
        world.PublishedIds().ShouldBe(["a"]);
    }

    [Theory]
    [InlineData(Operation.AppendClaims, Moment.Before, 1)]
    [InlineData(Operation.AppendClaims, Moment.After, 1)]
    [InlineData(Operation.PutRecords, Moment.Before, 1)]
    [InlineData(Operation.PutRecords, Moment.After, 2)]
    [InlineData(Operation.WriteDone, Moment.Before, 2)]
    [InlineData(Operation.WriteDone, Moment.After, 1)]
    public async Task After_a_crash_the_redelivered_batch_completes_and_copies_are_identical(
        Operation operation,
        Moment moment,
        int copies
    )
    {
        PutErrors("a", "b");
        var dying = world.Start();
        dying.Faults.Crash(operation, moment);
        await Should.ThrowAsync<CrashedException>(() => dying.ProcessAsync(world.Batch()));

        var outcome = await world.Start().ProcessAsync(world.Batch());

        outcome.IsComplete.ShouldBeTrue();
        var published = world.Published();
        published.Count(e => e.Id.Value == "a").ShouldBeInRange(1, copies);
        published.GroupBy(e => e.Id).ShouldAllBe(copy => copy.Select(Text).Distinct().Count() == 1);
        published.Select(e => e.Id.Value).Distinct().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_refused_record_holds_back_the_next_of_its_key_and_no_other()
    {
        world.PutError("a1", "A");
        world.PutError("a2", "A");
        world.PutError("b1", "B");
        var process = world.Start();
        process.Faults.Refuse((record, _) => record.PartitionKey == "A", times: 2);

        var outcome = await process.ProcessAsync(world.Batch());

        outcome.IsComplete.ShouldBeTrue();
        world.PublishedIds().ShouldBe(["b1", "a1", "a2"]);
    }

    [Fact]
    public async Task What_the_deadline_cuts_off_is_unfinished_and_free_for_others()
    {
        PutErrors("a", "b");
        var process = world.Start();
        process.Faults.Refuse((_, _) => true, times: int.MaxValue);

        var outcome = await process.ProcessAsync(world.Batch(), remaining: TimeSpan.FromSeconds(3));
        var other = await world.Start("other").ProcessAsync(world.Batch());

        outcome.FirstUnfinished.ShouldBe(new(world.Batch().Records[0].Sequence));
        other.Counts.ShouldBe(new BatchCounts(Read: 2, Recovered: 2));
        world.PublishedIds().ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task No_time_left_means_nothing_is_touched(int seconds)
    {
        PutErrors("a");
        var process = world.Start();

        var outcome = await process.ProcessAsync(world.Batch(), TimeSpan.FromSeconds(seconds));

        outcome.FirstUnfinished.ShouldNotBeNull();
        process.Faults.Calls(Operation.ReadClaims).ShouldBe(0);
        world.Claims.Logs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Poison_is_parked_with_its_reason_and_bytes_and_the_others_go_on()
    {
        PutErrors("a");
        world.PutError("not json"u8.ToArray());
        world.PutError("""{"id":"c","timestamp":"2026-11-22T08:00:00Z"}"""u8.ToArray());
        PutErrors("d");

        var outcome = await world.Start().ProcessAsync(world.Batch());

        outcome.Counts.ShouldBe(new BatchCounts(Read: 4, Recovered: 2, Parked: 2));
        world.PublishedIds().ShouldBe(["a", "d"]);
        world.Parking.Items.Select(item => item.Event.Reason).ShouldBe(["not-json", "missing-original-value"]);
        world.Parking.Items[0].Event.Data.ToArray().ShouldBe("not json"u8.ToArray());
    }

    [Fact]
    public async Task Poison_that_a_live_writer_holds_waits_like_any_other()
    {
        PutErrors("a");
        world.PutError("""{"id":"a","timestamp":"2026-11-22T08:00:00Z"}"""u8.ToArray());
        var dying = world.Start("other");
        dying.Faults.Crash(Operation.PutRecords);
        await Should.ThrowAsync<CrashedException>(() => dying.ProcessAsync(world.Batch(count: 1)));

        var outcome = await world.Start().ProcessAsync(world.Batch(from: 1));

        outcome.IsComplete.ShouldBeFalse();
        world.Parking.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_is_closed_when_its_writer_gives_up()
    {
        PutErrors("a");
        var denied = world.Start("denied");
        denied.Faults.Fail(Operation.PutRecords, with: () => new UnauthorizedAccessException("denied"));

        await Should.ThrowAsync<UnauthorizedAccessException>(() => denied.ProcessAsync(world.Batch()));
        var outcome = await world.Start().ProcessAsync(world.Batch());

        outcome.Counts.ShouldBe(new BatchCounts(Read: 1, Recovered: 1));
    }

    [Fact]
    public async Task A_throttled_table_is_asked_again_within_the_time_there_is()
    {
        PutErrors("a");
        var process = world.Start();
        process.Faults.Throttle(Operation.ReadClaims, times: 2);

        var outcome = await process.ProcessAsync(world.Batch());

        outcome.IsComplete.ShouldBeTrue();
        world.PublishedIds().ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_done_item_that_cannot_be_written_leaves_the_record_unacknowledged()
    {
        PutErrors("a");
        var process = world.Start();
        process.Faults.Throttle(Operation.WriteDone, times: 100);

        var outcome = await process.ProcessAsync(world.Batch());

        outcome.IsComplete.ShouldBeFalse();
        outcome.Counts.Recovered.ShouldBe(0);
    }

    [Fact]
    public async Task A_frozen_invocation_that_thaws_neither_loses_nor_doubles_with_the_next_one()
    {
        PutErrors("a", "b");
        var environment = world.Start();
        var thawed = new TaskCompletionSource();
        var frozen = Task.CompletedTask;
        environment.Faults.Do(Operation.AppendClaims, async () => await thawed.Task, Moment.Before);
        frozen = environment.ProcessAsync(world.Batch());

        var next = await environment.ProcessAsync(world.Batch());
        thawed.SetResult();
        await frozen;

        next.IsComplete.ShouldBeTrue();
        world.PublishedIds().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_damaged_page_fails_closed()
    {
        PutErrors("a");
        await world.Start().ProcessAsync(world.Batch());
        world.Claims.Damage(world.Claims.Logs[0], page: 1);
        PutErrors("b");

        var failure = await Should.ThrowAsync<ClaimPageDamagedException>(() =>
            world.Start().ProcessAsync(world.Batch())
        );

        failure.Message.ShouldContain("Nothing was claimed or published");
        world.PublishedIds().ShouldBe(["a"]);
    }

    [Fact]
    public async Task An_event_that_outgrows_its_record_goes_to_object_storage_with_a_pointer()
    {
        var padding = new string('x', (1024 * 1024) - 150);
        world.PutError(
            System.Text.Encoding.UTF8.GetBytes(
                $$"""{"id":"big","timestamp":"2026-11-22T08:00:00Z","original_value":1,"padding":"{{padding}}"}"""
            )
        );

        var outcome = await world.Start().ProcessAsync(world.Batch());

        outcome.Counts.Recovered.ShouldBe(1);
        var pointer = world.Published().Single();
        pointer.TryFind("/oversized/object", out JsonValue key).ShouldBeTrue();
        pointer.TryFind("/recovery/resultHash", out _).ShouldBeTrue();
        key.TryGetString(out var name).ShouldBeTrue();
        (await world.Objects.GetAsync(name, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Every_event_of_an_aggregate_is_recovered_with_its_place_in_it()
    {
        world.PutError(Aggregate("a", "b", "c"));

        var outcome = await world.Start().ProcessAsync(world.Batch());

        outcome.Counts.ShouldBe(new BatchCounts(Read: 3, Recovered: 3));
        world.PublishedIds().ShouldBe(["a", "b", "c"]);
        world.Published()[2].TryFind("/recovery/source/subSequence", out JsonValue sub).ShouldBeTrue();
        sub.ToString().ShouldBe("2");
    }

    [Fact]
    public async Task A_half_done_aggregate_is_resumed_after_its_last_finished_event()
    {
        world.PutError(Aggregate("a", "b", "c"));
        var batch = world.Batch();

        var outcome = await world
            .Start()
            .ProcessAsync(batch with { ResumeAfter = new(batch.Records[0].Sequence, SubSequence: 1) });

        outcome.Counts.Read.ShouldBe(1);
        world.PublishedIds().ShouldBe(["c"]);
    }

    [Fact]
    public async Task Events_of_an_aggregate_that_belong_to_another_shard_are_left_to_it()
    {
        world.PutError(Aggregate("a", "b"));

        var outcome = await world.Start().ProcessAsync(world.Batch() with { HashKeys = new(0, 0) });

        outcome.ShouldBe(new BatchOutcome(null, default));
    }

    [Fact]
    public async Task A_damaged_aggregate_is_parked_whole()
    {
        var aggregate = Aggregate("a", "b");
        world.PutError(aggregate[..^20]);
        PutErrors("c");

        var outcome = await world.Start().ProcessAsync(world.Batch());

        outcome.Counts.ShouldBe(new BatchCounts(Read: 2, Recovered: 1, Parked: 1));
        world.Parking.Items.Single().Event.Reason.ShouldBe("truncated-aggregate");
    }

    private static byte[] Aggregate(params string[] ids)
    {
        var aggregator = new KplAggregator();
        foreach (var id in ids)
        {
            aggregator.Add("k", System.Text.Encoding.UTF8.GetBytes(EngineWorld.Event(id, 10m)));
        }

        return aggregator.ToRecord();
    }

    private static string Text(Events.StreamEvent e) => System.Text.Encoding.UTF8.GetString(e.Utf8.Span);

    private void PutErrors(params string[] ids)
    {
        foreach (var id in ids)
        {
            world.PutError(id);
        }
    }
}
