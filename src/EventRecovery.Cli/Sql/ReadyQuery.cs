namespace EventRecovery.Cli.Sql;

/// <summary>A question that comes up often, as SQL.</summary>
/// <param name="Runs">How many runs it needs.</param>
internal sealed record ReadyQuery(string Name, string Answers, int Runs, string Sql)
{
    /// <summary>In the order in which people ask.</summary>
    public static IReadOnlyList<ReadyQuery> All { get; } =
    [
        new(
            "summary",
            "How many events of how many keys each run has, and from when to when",
            1,
            """
            select run, version, count(*) as events, count(distinct key) as keys, min(at) as first, max(at) as last
            from results group by run, version order by run
            """
        ),
        new(
            "changed",
            "Events whose result differs between the first and the last run named",
            2,
            """
            select b.id, b.at, b.key, a.event as before, b.event as after
            from results a join results b on b.id = a.id and b.result_hash <> a.result_hash
            where a.run = (select run from runs order by nr limit 1) and b.run = (select run from runs order by nr desc limit 1)
            order by b.at, b.id
            """
        ),
        new(
            "gone",
            "Events that the first run named has and the last has not",
            2,
            """
            select id, at, key from results where run = (select run from runs order by nr limit 1)
            and id not in (select id from results where run = (select run from runs order by nr desc limit 1)) order by at, id
            """
        ),
        new(
            "new",
            "Events that the last run named has and the first has not",
            2,
            """
            select id, at, key from results where run = (select run from runs order by nr desc limit 1)
            and id not in (select id from results where run = (select run from runs order by nr limit 1)) order by at, id
            """
        ),
        new(
            "by-key",
            "The keys with most events",
            1,
            "select run, key, count(*) as events from results group by run, key order by events desc, key, run limit 50"
        ),
        new(
            "per-hour",
            "Events an hour, by their own time",
            1,
            "select run, substr(at, 1, 13) || ':00Z' as hour, count(*) as events from results group by run, hour order by run, hour"
        ),
        new(
            "copies",
            "Events that are in a run's window more than once",
            1,
            "select run, id, count(*) as copies from copies group by run, id having count(*) > 1 order by copies desc, id"
        ),
        new(
            "parked",
            "Parked events by reason and stream",
            0,
            "select reason, stream, count(*) as events from parked group by reason, stream order by events desc"
        ),
        new(
            "findings",
            "Findings by verdict and cause (--findings)",
            0,
            "select verdict, cause, count(*) as events from findings group by verdict, cause order by events desc"
        ),
        new(
            "unmended",
            "Findings whose event is in none of the runs named (--findings)",
            1,
            """
            select verdict, id, time, reason from findings
            where verdict in ('missing', 'wrong') and id not in (select id from results) order by time, id
            """
        ),
        new(
            "against-baseline",
            "Events of the baseline that the runs have otherwise (--baseline)",
            1,
            """
            select r.run, r.id, r.at, b.event as before, r.event as after from results r join baselines b on b.id = r.id
            where r.event ->> '$.recalculated_value' is not b.event ->> '$.recalculated_value' order by r.run, r.at
            """
        ),
    ];
}
