using System.Text;
using EventRecovery.Archive;
using EventRecovery.Audit.Reading;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Testing.Time;
using static EventRecovery.Replay.ReplayWorld;

namespace EventRecovery.Audit;

/// <summary>What failed in the morning is replayed in the evening, and audited once more: as everybody does it.</summary>
public sealed class RecoveredLongAfterTests : IDisposable
{
    private static readonly DateTimeOffset Evening = SomeShards.Eight.AddHours(12);
    private static readonly StreamName Results = new("results");

    private readonly AuditWorld world = new() { Scope = new AuditScope(SomeShards.Window) };
    private readonly ReplayWorld morning = Resharded();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task An_audit_before_the_replay_misses_all_and_one_after_it_nothing()
    {
        morning.At(Evening);
        var events = morning.Expected().Count;
        var before = await AuditAsync(Recovered);

        await morning.Start().ReplayAsync();
        morning.At(Evening.AddHours(1));
        var after = await AuditAsync(Recovered);

        (before.Ok, before.Counts[Verdict.Missing], before.Recovered.Count).ShouldBe((false, events, 0));
        (after.Ok, after.Counts[Verdict.Ok], after.Recovered.Count).ShouldBe((true, events, events));
        after.Recovered.First!.Value.ShouldBeInRange(Evening, after.Recovered.Last!.Value);
        after.Recovered.Last!.Value.ShouldBeInRange(Evening, Evening.AddHours(1));
    }

    [Fact]
    public async Task What_nobody_replayed_is_missing_still()
    {
        ConsumeAllBut(at => at % 50 is 7 or 8 or 9);
        var lost = morning.Expected().Where((_, at) => at % 50 is 7 or 8 or 9).ToList();
        var half = lost.Where((_, at) => at % 2 == 0).ToList();
        var lines = half.Select(id => $$"""{"id":"{{id}}","verdict":"missing"}""");
        await morning.Objects.PutAsync("half.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', lines)), Cancelled);
        morning.At(Evening);
        await morning.Start().ReplayAsync(definition: Definition with { Only = "half.jsonl" });
        morning.At(Evening.AddHours(1));

        var report = await AuditAsync(Results, Recovered);

        world.Told.ShouldBe(string.Join(", ", lost.Except(half).Select(id => $"{id} missing")));
        report.Recovered.Count.ShouldBe(half.Count);
        report.Counts[Verdict.Ok].ShouldBe(morning.Expected().Count - lost.Count + half.Count);
    }

    [Fact]
    public async Task What_the_consumer_did_too_late_is_late_though_another_event_was_recovered_later_yet()
    {
        ConsumeAllBut(at => at is 20 or 21);
        var (late, lost) = (morning.Expected()[20], morning.Expected()[21]);
        // Within the grace of the window, and not of the event.
        Consume(late, SomeShards.HalfPastNine.AddMinutes(3));
        morning.At(Evening);
        await RecoverAsync(lost);
        morning.At(Evening.AddHours(1));

        await AuditAsync(Results, Recovered);

        world.Told.ShouldBe($"{late} late");
    }

    [Fact]
    public async Task Results_that_stand_alone_are_late_however_late_and_not_missing()
    {
        ConsumeAllBut(at => at == 20);
        Consume(morning.Expected()[20], SomeShards.Noon);
        morning.At(Evening);

        await AuditAsync(Results);

        world.Told.ShouldBe($"{morning.Expected()[20]} late");
    }

    [Fact]
    public async Task What_was_recovered_again_by_another_edition_counts_as_that_one_made_it()
    {
        morning.At(Evening);
        await morning.Start().ReplayAsync("first");
        morning.At(Evening.AddHours(1));
        await morning
            .Start()
            .ReplayAsync("second", Definition with { Version = new RecalculationVersion("rate-adjustment", 2) });
        morning.At(Evening.AddHours(2));
        morning.Published().Count.ShouldBe(2 * morning.Expected().Count);

        var asFirst = await AuditAsync(RateOf(1.1m), Recovered);
        var asSecond = await AuditAsync(RateOf(1.2m), Recovered);

        asFirst.Counts[Verdict.Wrong].ShouldBe(morning.Expected().Count);
        (asSecond.Ok, asSecond.Recovered.Count).ShouldBe((true, morning.Expected().Count));
        asSecond.Recovered.First!.Value.ShouldBeGreaterThanOrEqualTo(Evening.AddHours(1));
    }

    [Fact]
    public async Task What_one_edition_recovered_twice_is_a_duplicate_still()
    {
        morning.At(Evening);
        await morning.Start().ReplayAsync();
        var copy = morning.Kinesis.Records(Recovered)[5].Record;
        morning.At(Evening.AddHours(1)).Kinesis.Put(Recovered, copy.PartitionKey, copy.Data);
        morning.At(Evening.AddHours(2));

        var report = await AuditAsync(Recovered);

        world.Findings.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Duplicate);
        report.Recovered.Count.ShouldBe(morning.Expected().Count - 1);
    }

    [Fact]
    public async Task An_archive_of_what_was_recovered_is_read_until_now_too()
    {
        morning.At(Evening);
        await morning.Start().ReplayAsync();
        morning.At(Evening.AddHours(1));
        await new ArchiveWriter(world.Store, "archive").WriteAsync(
            new ShardBatch(
                Recovered,
                SomeShards.Id(0),
                [.. morning.Kinesis.Records(Recovered).Select(put => put.Record).OrderBy(record => record.ArrivedAt)]
            ),
            Cancelled
        );

        var report = await AuditAsync(
            null,
            [new ObjectSource("archive:archive", world.Store, new ObjectChoice.Hours("archive"), 1 << 20)]
        );

        world.Told.ShouldBe("");
        report.Recovered.Count.ShouldBe(morning.Expected().Count);
    }

    [Fact]
    public async Task Who_says_until_when_does_not_see_what_came_after()
    {
        morning.At(Evening);
        await morning.Start().ReplayAsync();
        morning.At(Evening.AddHours(1));

        var report = await AuditAsync(
            request => request with { Scope = request.Scope with { ArrivalTo = Evening } },
            [Stream(Recovered)]
        );

        report.Counts[Verdict.Missing].ShouldBe(morning.Expected().Count);
    }

    /// <summary>As the consumer does it: at once, and without a word of recovery.</summary>
    private void ConsumeAllBut(Func<int, bool> dropped)
    {
        morning.Kinesis.CreateStream(Results, 1);
        var events = morning.Expected();
        for (var at = 0; at < events.Count; at++)
        {
            if (!dropped(at))
            {
                Consume(events[at], TimeOf(events[at]).AddSeconds(1));
            }
        }
    }

    private void Consume(string id, DateTimeOffset at) =>
        morning.Kinesis.Put(
            Results,
            id,
            Encoding.UTF8.GetBytes(
                FormattableString.Invariant(
                    $$"""{"id":"{{id}}","timestamp":"{{TimeOf(id):O}}","recalculated_value":11}"""
                )
            ),
            at
        );

    private async Task RecoverAsync(string id)
    {
        var finding = $$"""{"id":"{{id}}","verdict":"missing"}""";
        await morning.Objects.PutAsync("one.jsonl", Encoding.UTF8.GetBytes(finding), Cancelled);
        await morning.Start().ReplayAsync(definition: Definition with { Only = "one.jsonl" });
    }

    private DateTimeOffset TimeOf(string id) =>
        morning
            .Kinesis.Records(Source)
            .First(put => Encoding.UTF8.GetString(put.Record.Data.Span).Contains($"\"{id}\"", StringComparison.Ordinal))
            .Record.ArrivedAt;

    private StreamSource Stream(StreamName name) => new(morning.Kinesis, name, morning.Time, new SeededEntropy(1));

    private Task<AuditReport> AuditAsync(params IEnumerable<StreamName> processed) =>
        AuditAsync(null, processed.Select(Stream));

    private Task<AuditReport> AuditAsync(Func<AuditRequest, AuditRequest> change, StreamName processed) =>
        AuditAsync(change, [Stream(processed)]);

    private Task<AuditReport> AuditAsync(Func<AuditRequest, AuditRequest>? change, IEnumerable<IAuditSource> processed)
    {
        world.Now = morning.Time.GetUtcNow();
        return world.AuditAsync(request =>
        {
            var sides = request with { Expected = Stream(Source), Processed = [.. processed] };
            return change is null ? sides : change(sides);
        });
    }

    private static Func<AuditRequest, AuditRequest> RateOf(decimal rate) =>
        request =>
            request with
            {
                Recalculation = new RateAdjustment(rate),
                Rule = new ResultRule.Values([new ComparedValue("/recalculated_value", "/recalculated_value")]),
            };
}
