using EventRecovery.Replay.Costs;
using EventRecovery.Replay.Reading;

namespace EventRecovery.Cli.Replay;

/// <summary>What keeps a replay from being faster: what to raise, and what that would bring until the next limit binds.</summary>
internal static class LimitView
{
    /// <summary>Nobody waits for less.</summary>
    private const double FewMinutes = 1;

    /// <summary>A limit whose raising brings less than a tenth is not worth raising alone.</summary>
    private const double Worthwhile = 0.9;

    public static IEnumerable<string> Lines(ReplyEstimate estimate)
    {
        if (estimate is { Minutes: < FewMinutes } or { Bounds: not [_, _, ..] })
        {
            yield break;
        }

        var (first, next) = (estimate.Bounds[0], estimate.Bounds[1]);
        if (NameOf(first.Limit, estimate) is not { } name)
        {
            yield break;
        }

        if (next.Minutes > first.Minutes * Worthwhile)
        {
            yield return $"Limit     {name}, and {NameOf(next.Limit, estimate) ?? next.Limit} as much: raising one alone brings little";
            yield break;
        }

        var (raise, rate) = Raise(first, next, estimate);
        if (raise is null)
        {
            yield return $"Limit     {name}, which no option raises: live readers need the rest";
            yield break;
        }

        yield return $"Limit     {name}; {raise} would make it {About(next)}: then {NameOf(next.Limit, estimate) ?? next.Limit}";
        if (
            rate > TimeBound.RecordsIntoShardPerSecond
            && !estimate.Bounds.Any(bound => Is(bound, TimeLimit.RecoveredStream))
        )
        {
            yield return Figures.Text(
                $"          (if the recovered stream takes in as much: {TimeBound.RecordsIntoShardPerSecond:N0} records/s for each of its shards)"
            );
        }
    }

    /// <summary>Null for a limit that this version does not know.</summary>
    private static string? NameOf(string limit, ReplyEstimate estimate) =>
        Parse(limit) switch
        {
            TimeLimit.ShardRecords => Figures.Text($"{estimate.RecordsPerSecondPerShard:N0} records/s a shard"),
            TimeLimit.ShardBytes => Figures.Text(
                $"{ReadLimits.ShardBytesPerSecond * estimate.ReadShare / 1e6:0.#} MB/s a shard, {estimate.ReadShare * 100:0} % of what it gives"
            ),
            TimeLimit.Workers => "the shards worked on at once",
            TimeLimit.RecoveredStream => "the shards of the recovered stream",
            TimeLimit.TableWrites => "the table's write units a second",
            _ => null,
        };

    /// <returns>What to raise, null when nobody can; and the rate that is asked for, zero when it is another limit.</returns>
    private static (string? Raise, double Rate) Raise(ReplyBound first, ReplyBound next, ReplyEstimate estimate)
    {
        switch (Parse(first.Limit))
        {
            case TimeLimit.ShardRecords:
                // Tenths of a minute tell no more than two digits; a rate that is too high costs nothing, as the next limit binds.
                var factor = first.Minutes / Math.Max(next.Minutes, 0.1);
                var rate = Math.Min(
                    Math.Ceiling(estimate.RecordsPerSecondPerShard * factor / 100) * 100,
                    EventRecovery.Replay.ReplayLimits.MostRecordsPerSecond
                );
                return (Figures.Text($"--rate {rate:0}"), rate);
            case TimeLimit.Workers:
                return ("a higher maxConcurrency of the state machine and ReplayerConcurrency of the stack", 0);
            case TimeLimit.RecoveredStream:
                return ("more of them", 0);
            case TimeLimit.TableWrites:
                return ("a higher quota of the table", 0);
            default:
                return (null, 0);
        }
    }

    /// <summary>Whether a higher <c>--rate</c> makes it faster, as far as the answer tells.</summary>
    public static bool RateHelps(ReplyEstimate estimate) =>
        estimate.Bounds is not [var first, ..] || Is(first, TimeLimit.ShardRecords);

    private static string About(ReplyBound bound) =>
        bound.Minutes < 0.1 ? "a few seconds" : $"about {Figures.Length(TimeSpan.FromMinutes(bound.Minutes))}";

    private static bool Is(ReplyBound bound, TimeLimit limit) => Parse(bound.Limit) == limit;

    private static TimeLimit? Parse(string limit) =>
        Enum.TryParse<TimeLimit>(limit, ignoreCase: true, out var known) ? known : null;
}
