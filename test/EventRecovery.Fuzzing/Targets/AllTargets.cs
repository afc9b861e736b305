using EventRecovery.Audit;
using EventRecovery.Audit.Scheduled;
using EventRecovery.Claims;
using EventRecovery.Events;
using EventRecovery.Fuzzing.Corpus;
using EventRecovery.Fuzzing.Mutations;
using EventRecovery.Json;
using EventRecovery.Kpl;
using EventRecovery.Recalculation;
using EventRecovery.Replay.Requests;
using EventRecovery.Versions;

namespace EventRecovery.Fuzzing.Targets;

/// <summary>Everything in the core that takes bytes from outside.</summary>
internal static class AllTargets
{
    private const int Kilobyte = 1024;

    // A message, and the enumerators and small objects of one call.
    private const int Small = 4 * 1024;

    // Besides them, the buffers of streams, and the tables of what was read.
    private const int Buffers = 32 * 1024;

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("event", SomeInputs.Events, new JsonForm(), 4 * Small, new EventTarget().Run),
        new("time", SomeInputs.Times, new PlainForm(), Small, Time),
        new("aggregate", SomeInputs.Aggregates, Seals.Kpl, Small, Aggregate),
        new("claim-page", SomeInputs.Pages, Seals.ClaimPage, Small, Page, typeof(ClaimPageDamagedException)),
        new("request", SomeInputs.Requests, new JsonForm(), 2 * Buffers, Request) { Passes = 3 },
        new("audit-order", SomeInputs.Orders, new JsonForm(), Buffers, Order, typeof(RequestInvalidException)),
        new(
            "findings",
            SomeInputs.Findings,
            new JsonForm(),
            Buffers,
            FileTargets.Findings,
            typeof(AuditSourceException)
        )
        {
            AllowancePerPiece = Kilobyte,
        },
        // Two shards read the hour and the one before it: four times in all.
        new("archive", SomeInputs.Files, new GzipForm(), 4 * Buffers, FileTargets.Archive, typeof(AuditSourceException))
        {
            AllowancePerPiece = 4 * Kilobyte,
            Share = 2,
        },
        new(
            "audit-files",
            SomeInputs.Files,
            new GzipForm(),
            4 * Buffers,
            FileTargets.Files,
            typeof(AuditSourceException)
        )
        {
            Share = 4,
        },
        new(
            "result-line",
            SomeInputs.ResultLines,
            new JsonForm(),
            2 * Small,
            ResultOf,
            typeof(FormatException),
            typeof(ResultsDamagedException)
        )
        {
            Passes = 2,
        },
        new(
            "results",
            SomeInputs.ResultObjects,
            new GzipForm(),
            2 * Buffers,
            FileTargets.Results,
            typeof(ResultsDamagedException)
        )
        {
            AllowancePerPiece = Kilobyte,
            Share = 4,
        },
    ];

    private static Outcome Time(byte[] input) =>
        Rfc3339.TryParse(input, out var time) ? Outcome.Accepted(time.Year) : Outcome.Refused("no time");

    private static Outcome Aggregate(byte[] input)
    {
        var status = KplAggregate.TryOpen(input, out var aggregate, out var damage);
        if (status != KplStatus.Aggregated)
        {
            return Outcome.Refused(status == KplStatus.Damaged ? damage.Code : "no aggregate");
        }

        var size = 0L;
        foreach (var user in aggregate!.Records())
        {
            size += user.PartitionKey.Length + user.Data.Length + (long)(user.HashKey & 1);
        }

        return Outcome.Accepted(size + aggregate.Count);
    }

    /// <summary>A page is accepted only when it is, to the byte, what its writer writes.</summary>
    private static Outcome Page(byte[] input)
    {
        var page = ClaimPageFormat.Read(input, new ClaimLogId("v/1", 0, 1, SomeInputs.Hour), number: 1);
        var outcome = Outcome.Accepted(page.Entries.Count);
        return ClaimPageFormat.Write(page).AsSpan().SequenceEqual(input)
            ? outcome
            : throw new InvalidOperationException("It reads as a page that would be written otherwise.");
    }

    private static Outcome Request(byte[] input)
    {
        var reading = ReplayRequestReader.Read(input);
        return reading.IsValid ? SameAgain(reading.Request)
            : reading.Problems.Count > 0
                ? Outcome.Refused(string.Join(' ', reading.Problems.Select(problem => problem.Field).Order().Take(4)))
            : throw new InvalidOperationException("It is refused without a reason.");
    }

    /// <summary>What a run keeps of a request is what the request said.</summary>
    private static Outcome SameAgain(ReplayRequest request)
    {
        var written = ReplayRequestWriter.Write(request);
        var again = ReplayRequestReader.Read(written);
        return again.IsValid && ReplayRequestWriter.Write(again.Request).AsSpan().SequenceEqual(written)
            ? Outcome.Accepted((long)request.Action)
            : throw new InvalidOperationException("It is accepted, and not when it is written and read again.");
    }

    private static Outcome Order(byte[] input)
    {
        var order = AuditOrder.Read(input);
        return Outcome.Accepted((order.Window is null ? 0 : 1) + (order.Arrival is null ? 0 : 2));
    }

    private static Outcome ResultOf(byte[] input)
    {
        var line = ResultLine.Read(input);
        return Outcome.Accepted(line.Event.Length + (long)(line.ResultHash().High & 1));
    }

    private sealed class EventTarget
    {
        private static readonly RecoveryOrigin Origin = new("run", "stream", "shard", "1", 0);

        private readonly EventReader reader = new(EventFormat.Default, JsonLimits.Default);
        private readonly Recalculator recalculator = new(new RateAdjustment());
        private readonly PooledBuffer output = new();

        public Outcome Run(byte[] input)
        {
            output.Clear();
            var read = reader.Read(input);
            if (!read.IsEvent)
            {
                return Outcome.Refused(read.Rejection.Code);
            }

            var result = recalculator.Recover(read.Event, Origin, output);
            return result.Rejection is { } rejection
                ? Outcome.Refused(rejection.Code)
                : Outcome.Accepted(output.Length);
        }
    }
}
