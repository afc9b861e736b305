using EventRecovery.Cli.Reports;
using EventRecovery.Replay;
using EventRecovery.Replay.Costs;
using EventRecovery.Testing.Versions;
using EventRecovery.Versions;
using EventRecovery.Versions.Diff;

namespace EventRecovery.Cli.Tests.Reports;

/// <summary>A report with everything in it, and with text that would act if it were not encoded.</summary>
internal static class SomeReport
{
    public const string Hostile = "<script>alert(1)</script>\"'&";

    public static ReportModel Model { get; } =
        new()
        {
            Manifest = new ResultManifest(
                "pricing-bug-2",
                "event_stream",
                SomeResults.From,
                SomeResults.To,
                "rate-adjustment/2",
                "replay",
                "recovered_events",
                "0.1.0+632cb0a",
                2_936,
                28,
                5,
                1_204_311,
                "219b0e7083c3ee81f5b33c27acf160c9219b0e7083c3ee81f5b33c27acf160c9",
                IsWhole: true,
                [
                    .. Enumerable
                        .Range(0, 4)
                        .Select(i => new ShardTally(
                            $"shardId-{i:D12}",
                            734,
                            7,
                            1,
                            301_000,
                            ContentHash: "f5b33c27acf160c9219b0e7083c3ee81f5b33c27acf160c9219b0e7083c3ee81"
                        )),
                ]
            ),
            State = "complete",
            MadeAt = Cli.Now,
            Checks =
            [
                new Check("Complete", Outcome.Passed, "4 shards were read to their end"),
                new Check("Retention", Outcome.Passed, "nothing left the stream before it was read"),
                new Check("Results", Outcome.Passed, "all 5 objects are as they were written"),
                new Check("Audit", Outcome.Passed, "2,936 events are right, none is missing, wrong or doubled"),
                new Check("Parked", Outcome.Open, "28 events wait for a person"),
            ],
            Figures =
            [
                new Figure("Results", "2,936", "events of the window"),
                new Figure("Published by this run", "2,334"),
                new Figure("Published before", "602", "and not again"),
                new Figure("Parked", "28", "with their reasons"),
                new Figure("Changed", "2,936", "against the version before"),
            ],
            Story =
            [
                new StoryStep(
                    "The consumer failed",
                    "630 events to error_events, 75 dropped silently",
                    WentWell: false
                ),
                new StoryStep("Audit", "658 missing, 12 wrong"),
                new StoryStep("Trial", "every result differs by +13.6 %: the rate is wrong", WentWell: false),
                new StoryStep("Replay", Hostile),
            ],
            Timeline =
            [
                .. Enumerable
                    .Range(0, 45)
                    .Select(i => new TimeBar(
                        SomeResults.From.AddMinutes(2 * i),
                        60 + (i % 7),
                        i is > 12 and < 30 ? 20 + (i % 5) : 58 + (i % 7),
                        i is > 12 and < 30 ? 40 : 2
                    )),
            ],
            ComparedWith = "pricing-bug",
            Changes = new ResultDiff(
                1_200,
                1_736,
                2,
                3,
                1_736,
                [new PathChange("/recalculated_value", 1_736), new PathChange($"/{Hostile}", 12)],
                [
                    .. Enumerable
                        .Range(0, 10)
                        .Select(i => new EventChange(
                            i == 0 ? Hostile : $"payment-{i:D6}",
                            SomeResults.From,
                            "account-7",
                            "/recalculated_value",
                            "110.5",
                            "125.01",
                            0.136 - (i / 100.0)
                        )),
                ],
                Spread.Of(Enumerable.Range(0, 1_736).Select(i => Math.Sin(i * 0.37) * Math.Cos(i) * 0.2)),
                ["payment-000001"],
                ["payment-000002"]
            ),
            Anomalies = [new OddValue("2026-11-22 08:40Z", "1,024.00", 0.98)],
            Order = [new Figure("Copies of events within the window", "0"), new Figure("Order", "kept per key")],
            Parked = [new Figure("missing-id", "12"), new Figure("not-json", "16")],
            Cost = [new CostLine(PriceList.DynamoDbWriteUnits, 131, PriceList.Default[PriceList.DynamoDbWriteUnits])],
            Versions = VersionHistory
                .Of(new VersionScope(new("event_stream"), new ReplayWindow(SomeResults.From, SomeResults.To)))
                .With(new RunId("pricing-bug"), Cli.Now.AddHours(-2))
                .With(new RunId("pricing-bug-2"), Cli.Now)
                .Published,
        };
}
