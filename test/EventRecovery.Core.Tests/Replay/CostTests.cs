using System.Text;
using EventRecovery.Replay.Costs;
using EventRecovery.Replay.Planning;
using EventRecovery.Replay.Requests;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Replay;

public class CostTests
{
    private static readonly ReplayLimits Limits = ReplayLimits.Default;

    [Fact]
    public void Every_price_says_where_and_when_it_was_read()
    {
        PriceList.Default.Region.ShouldBe("us-east-1");
        PriceList.Default.All.Values.ShouldAllBe(price => price.Dollars > 0 && price.Source.StartsWith("https://"));
        PriceList.Default.All.Values.ShouldAllBe(price => DateOnly.Parse(price.Read) <= new DateOnly(2100, 1, 1));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"region":"x","prices":{"a":{"usd":1,"per":0,"unit":"u","read":"r","source":"s"}}}""")]
    [InlineData("""{"region":"x","prices":{"a":{"usd":1,"per":1}}}""")]
    public void What_is_no_price_list_is_refused(string json) =>
        Should.Throw<FormatException>(() => PriceList.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_page_that_fills_a_tenth_of_its_part_stands_for_ten()
    {
        var part = new ReplayWindow(Eight, Eight.AddSeconds(1_000));
        var page = new SampledSegment(Id(0), part, 500, 50_000, Eight, Eight.AddSeconds(100), SawAll: false, 1);

        page.ExpectedRecords.ShouldBe(5_000);
        page.ExpectedBytes.ShouldBe(500_000);
    }

    [Fact]
    public void A_page_that_saw_all_stands_for_itself() =>
        new SampledSegment(Id(0), Window, 7, 700, Eight, Eight.AddSeconds(1), SawAll: true, 1).ExpectedRecords.ShouldBe(
            7
        );

    [Fact]
    public void An_estimate_counts_units_as_dynamo_rounds_them()
    {
        var estimate = Estimate(new SomeShards().Roots(), Seen(0, records: 100_000, bytes: 30_000_000));

        // 10 batches of 10,000, in 2 logs each: ⌈(5,000 × 24 + 300) / 1,024⌉ = 118 and a done item; 7 checkpoint writes.
        estimate.WriteUnits.ShouldBe((10 * 2 * (118 + 1)) + 7);
        estimate.CheckpointWrites.ShouldBe(7);
        estimate.GetRecordsCalls.ShouldBe(11);
        estimate.PutRecordsCalls.ShouldBe(200);
        estimate.Duration.TotalSeconds.ShouldBe(100.5, tolerance: 0.01);
    }

    [Fact]
    public void Large_records_are_paced_by_their_bytes()
    {
        var estimate = Estimate(new SomeShards().Roots(), Seen(0, records: 1_000, bytes: 80_000_000));

        estimate.Duration.TotalSeconds.ShouldBe(100.5, tolerance: 0.01);
        estimate.Bounds[0].Limit.ShouldBe(TimeLimit.ShardBytes);
        estimate.GetRecordsCalls.ShouldBe(9);
        estimate.Lines.Single(line => line.Name == PriceList.KinesisPutPayloadUnits).Quantity.ShouldBe(4_000);
    }

    [Fact]
    public void Shards_side_by_side_take_the_time_of_one_and_generations_the_time_of_all()
    {
        var sideBySide = Estimate(new SomeShards().Roots(2), Seen(0, 60_000, 1_000), Seen(1, 60_000, 1_000));
        var generations = Estimate(
            new SomeShards().Roots().Split(0),
            Seen(0, 60_000, 1_000),
            Seen(1, 30_000, 1_000),
            Seen(2, 60_000, 1_000)
        );

        sideBySide.Duration.TotalSeconds.ShouldBe(60.5, tolerance: 0.01);
        generations.Duration.TotalSeconds.ShouldBe(121, tolerance: 0.01);
    }

    [Fact]
    public void More_shards_than_workers_take_turns()
    {
        var all = Enumerable.Range(0, 100).Select(shard => Seen(shard, 60_000, 1_000)).ToArray();

        var estimate = Estimate(new SomeShards().Roots(100), all);

        // 40 at once: the last 20 begin when two rounds are over.
        estimate.Duration.TotalSeconds.ShouldBe(3 * 60.5, tolerance: 0.01);
        estimate.Bounds.Select(bound => bound.Limit).Take(2).ShouldBe([TimeLimit.Workers, TimeLimit.ShardRecords]);
    }

    [Fact]
    public void Workers_that_never_wait_for_another_are_no_limit()
    {
        var shards = new SomeShards().Roots();
        var samples = new List<SampledSegment> { Seen(0, 60_000, 1_000) };
        for (var shard = 0; shard < 100; shard += 2)
        {
            shards.Split(shard);
            samples.AddRange([Seen(shard + 1, 60_000, 1_000), Seen(shard + 2, 60_000, 1_000)]);
        }

        var estimate = Estimate(shards, [.. samples]);

        estimate.Bounds.Select(bound => bound.Limit).ShouldNotContain(TimeLimit.Workers);
        estimate.Bounds[0].Limit.ShouldBe(TimeLimit.ShardRecords);
    }

    [Fact]
    public void A_shard_of_small_records_and_one_of_large_take_longer_than_either_limit_alone()
    {
        var estimate = Estimate(
            new SomeShards().Roots().Split(0),
            Seen(0, 60_000, 8_000_000),
            Seen(1, 10_000, 80_000_000),
            Seen(2, 1_000, 1_000)
        );

        estimate.Duration.TotalSeconds.ShouldBe(60.5 + 100.5, tolerance: 0.01);
        estimate
            .Bounds.Select(bound => (bound.Limit, Math.Round(bound.Time.TotalSeconds)))
            .Take(2)
            .ShouldBe([(TimeLimit.ShardBytes, 111), (TimeLimit.ShardRecords, 71)]);
    }

    [Fact]
    public void A_recovered_stream_that_is_too_small_binds()
    {
        var plan = ReplayPlanner.Plan(ShardLineage.Of(new SomeShards().Roots(4).Listing), Window, [], 1, Noon);
        var samples = Enumerable.Range(0, 4).Select(shard => Seen(shard, 60_000, 1_000)).ToArray();

        var estimate = CostEstimator.Estimate(
            plan,
            samples,
            Limits,
            CostAssumptions.Default with
            {
                TargetShards = 1,
            },
            PriceList.Default,
            Noon
        );

        // 240,000 records into one shard, which takes 1,000 a second.
        estimate.Duration.TotalSeconds.ShouldBe(240, tolerance: 0.01);
        estimate.Bounds[0].Limit.ShouldBe(TimeLimit.RecoveredStream);
    }

    [Fact]
    public void Shards_that_were_not_looked_into_are_taken_for_average()
    {
        var estimate = Estimate(new SomeShards().Roots(4), Seen(0, 1_000, 0), Seen(2, 3_000, 0));

        estimate.Records.ShouldBe(8_000);
    }

    [Fact]
    public void Dollars_are_the_sum_of_quantities_times_prices()
    {
        var estimate = Estimate(new SomeShards().Roots(), Seen(0, 1_000_000, 300_000_000));

        estimate.Dollars.ShouldBe(estimate.Lines.Sum(line => line.Quantity * line.Price.Dollars));
        estimate
            .Lines.Single(line => line.Name == PriceList.DynamoDbWriteUnits)
            .Dollars.ShouldBe(estimate.WriteUnits * 0.625m / 1_000_000);
    }

    [Fact]
    public void Reading_what_is_older_than_seven_days_costs_by_the_gigabyte()
    {
        var plan = ReplayPlanner.Plan(
            ShardLineage.Of(new SomeShards().Roots().Listing),
            Window,
            [],
            1,
            Eight.AddDays(8)
        );

        var estimate = CostEstimator.Estimate(
            plan,
            [Seen(0, 1_000, 2_000_000_000)],
            Limits,
            CostAssumptions.Default,
            PriceList.Default,
            Eight.AddDays(8)
        );

        estimate.Lines.Single(line => line.Name == PriceList.KinesisLongTermRetrievalGigabytes).Quantity.ShouldBe(2);
    }

    [Fact]
    public async Task A_plan_estimates_from_a_few_pages_what_the_replay_then_reads()
    {
        var world = new ReplayWorld(shards: 2).Put(9_000, TimeSpan.FromSeconds(1)).At(Noon);
        var request = new ReplayRequest(ReplayAction.Run, null, ReplayWorld.Definition with { Mode = ReplayMode.Plan });

        var estimate = (await world.Start().HandleAsync(request)).Estimate.ShouldNotBeNull();

        var really = (await world.Start().ReplayAsync()).Counts;
        estimate.SampledPages.ShouldBe(4);
        ((double)estimate.Records).ShouldBe(really.RecordsInWindow, tolerance: really.RecordsInWindow * 0.05);
    }

    [Fact]
    public async Task A_plan_tells_how_long_its_oldest_record_stays()
    {
        var world = new ReplayWorld().Put(100, TimeSpan.FromSeconds(60)).At(Noon);
        var plan = ReplayWorld.Definition with { Mode = ReplayMode.Plan };

        var answer = await world.Start().HandleAsync(new ReplayRequest(ReplayAction.Run, null, plan));

        answer.ExpiresAt.ShouldBe(Eight.AddHours(24));
    }

    private static SampledSegment Seen(int shard, long records, long bytes) =>
        new(Id(shard), Window, records, bytes, Eight, HalfPastNine, SawAll: true, 1);

    private static CostEstimate Estimate(SomeShards shards, params SampledSegment[] samples) =>
        CostEstimator.Estimate(
            ReplayPlanner.Plan(ShardLineage.Of(shards.Listing), Window, [], attempt: 1, Noon),
            samples,
            Limits,
            CostAssumptions.Default,
            PriceList.Default,
            Noon
        );
}
