using System.CommandLine;
using System.Globalization;
using System.Text;
using EventRecovery.Audit;
using EventRecovery.Audit.Reading;
using EventRecovery.Cli.Runtime;
using EventRecovery.Configuration;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Parking;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Text;

namespace EventRecovery.Cli.Commands.Audit;

/// <summary>What an audit is asked on the command line. All mistakes are told at once.</summary>
internal static class AuditOptions
{
    private const string NoTime = "none";

    private static readonly Option<string> Expected = Required(
        "--expected",
        "SOURCE",
        "What should have been processed: stream:NAME, s3://BUCKET/PREFIX, a file or a folder; of archive:s3://… or archive:FOLDER only the hours of the window."
    );
    private static readonly Option<string[]> Processed = new("--processed")
    {
        Description =
            "What was. Give it again for what supersedes it: results first, recovered events after, whenever they were recovered.",
        HelpName = "SOURCE",
        Required = true,
    };
    private static readonly Option<string> From = Required(
        "--from",
        "TIME",
        "Begin of the window, by the events' own time: RFC 3339, or HH:mm of today (UTC)."
    );
    private static readonly Option<string> To = Required("--to", "TIME", "End of the window, not included.");
    private static readonly Option<string?> Version = Text(
        "--version",
        "NAME/NUMBER",
        "Recalculates the expected events, to compare with the right results."
    );
    private static readonly Option<string[]> Compare = new("--compare")
    {
        Description =
            "A value to compare, as a JSON Pointer, with a tolerance if wished: /price=0.01. May be given again.",
        HelpName = "POINTER",
    };
    private static readonly Option<string?> Hash = Text(
        "--hash",
        "POINTER",
        "Where the processed side tells the hash of its result, such as /recovery/resultHash."
    );
    private static readonly Option<bool> Whole = new("--whole")
    {
        Description = "Compare whole events, but for their recovery member.",
    };
    private static readonly Option<string?> Id = Text("--id", "POINTER", "The id on both sides. Default /id.");
    private static readonly Option<string?> Time = Text(
        "--time",
        "POINTER",
        "The event's own time on both sides. Default /time in CloudEvents, else /timestamp."
    );
    private static readonly Option<string?> ProcessedId = Text(
        "--processed-id",
        "POINTER",
        "The id on the processed side, if it differs."
    );
    private static readonly Option<string?> ProcessedTime = Text(
        "--processed-time",
        "POINTER",
        $"The event's time on the processed side, if it differs; {NoTime} if it is not told."
    );
    private static readonly Option<string?> ProcessedAt = Text(
        "--processed-at",
        "POINTER",
        "When it was processed; tells what is late."
    );
    private static readonly Option<string?> Key = Text(
        "--key",
        "POINTER",
        "What findings are grouped by, besides shard, type and window."
    );
    private static readonly Option<string?> Grace = Text(
        "--grace",
        "TIME",
        "How long an event may take before it is missing or late. Default 5m."
    );
    private static readonly Option<string?> Cell = Text(
        "--window",
        "TIME",
        "Length of the timeline's windows. Default: some fifty of them."
    );
    private static readonly Option<string?> ArrivalFrom = Text(
        "--arrival-from",
        "TIME",
        "Streams and archives: read what arrived from then on. Default: --from."
    );
    private static readonly Option<string?> ArrivalTo = Text(
        "--arrival-to",
        "TIME",
        "Streams and archives: read what arrived until then. Default: --to, and the grace; what supersedes results, or stands alone, until now."
    );
    private static readonly Option<string?> Logs = Text(
        "--logs",
        "SOURCE",
        "Lines that tell why events failed, with id and error."
    );
    private static readonly Option<string?> LogId = Text(
        "--log-id",
        "POINTER",
        "The event's id in the logs. Default /id."
    );
    private static readonly Option<string?> LogError = Text(
        "--log-error",
        "POINTER",
        "What went wrong, in the logs. Default /error."
    );

    public static Command WithSides(this Command command)
    {
        Option[] all =
        [
            Expected,
            Processed,
            From,
            To,
            Version,
            Compare,
            Hash,
            Whole,
            Id,
            Time,
            ProcessedId,
            ProcessedTime,
            ProcessedAt,
            Key,
            Grace,
            Cell,
            ArrivalFrom,
            ArrivalTo,
            Logs,
            LogId,
            LogError,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <param name="parked">Tells which events are parked and why; null when no table is named.</param>
    public static AuditRequest Request(Invocation invocation, SourceConnections connections, IParkedEvents? parked)
    {
        var read = new AuditValues(invocation);
        var scope = Scope(read);
        var surroundings = invocation.Surroundings;
        var opener = new SourceOpener(
            () => connections.Streams,
            connections.Bucket,
            surroundings.Time,
            surroundings.Entropy,
            JsonLimits.Default.MaxBytes
        );
        var expected = read.Source(Expected, invocation.Get(Expected));
        var processed = invocation.Get(Processed)!.Select(text => read.Source(Processed, text)).ToList();
        var logs = invocation.Get(Logs) is { } text ? read.Source(Logs, text) : null;
        var both = new SideFormat
        {
            Id = read.Pointer(Id) ?? EventFormat.DefaultId,
            Time = read.Pointer(Time),
            Key = read.Pointer(Key),
        };
        var untimed = invocation.Get(ProcessedTime) == NoTime;
        var other = both with
        {
            Id = read.Pointer(ProcessedId) ?? both.Id,
            Time = untimed ? null : read.Pointer(ProcessedTime) ?? both.Time,
            IsTimed = !untimed,
            At = read.Pointer(ProcessedAt),
        };
        var rule = Rule(read);
        var log = new SideFormat
        {
            Id = read.Pointer(LogId) ?? EventFormat.DefaultId,
            Error = read.Pointer(LogError) ?? SideFormat.Default.Error,
        };
        var recalculation = Recalculation(read);
        read.ThrowIfWrong();
        return new AuditRequest(scope, opener.Open(expected!), [.. processed.Select(source => opener.Open(source!))])
        {
            ExpectedFormat = both,
            ProcessedFormat = other,
            Logs = logs is null ? null : opener.Open(logs),
            LogFormat = log,
            Parked = parked is null ? null : new ParkedSource(parked, both.Id, JsonLimits.Default, surroundings.Time),
            Rule = rule,
            Recalculation = recalculation,
        };
    }

    private static AuditScope Scope(AuditValues read)
    {
        var window = new ReplayWindow(read.Time(From) ?? default, read.Time(To) ?? default);
        if (window.IsEmpty)
        {
            read.Wrong($"{To.Name} is not after {From.Name}");
            window = new ReplayWindow(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1));
        }

        var scope = new AuditScope(window);
        scope = scope with
        {
            Grace = read.Duration(Grace) ?? scope.Grace,
            Cell = read.Duration(Cell) is { Ticks: > 0 } cell ? cell : scope.Cell,
        };
        if (window.Length / scope.Cell > AuditScope.MostCells)
        {
            read.Wrong($"{Cell.Name} makes more than {AuditScope.MostCells:N0} windows; write a longer one");
        }

        return scope with
        {
            ArrivalFrom = read.Time(ArrivalFrom),
            ArrivalTo = read.Time(ArrivalTo),
        };
    }

    private static ResultRule Rule(AuditValues read)
    {
        var compared = (read.Get(Compare) ?? []).Select(read.Compared).OfType<ComparedValue>().ToList();
        var hash = read.Pointer(Hash);
        var whole = read.Get(Whole);
        if ((compared.Count > 0 ? 1 : 0) + (hash is null ? 0 : 1) + (whole ? 1 : 0) > 1)
        {
            read.Wrong($"{Compare.Name}, {Hash.Name} and {Whole.Name} exclude each other");
        }

        return hash is not null ? new ResultRule.Hash(hash)
            : whole ? new ResultRule.Whole()
            : compared.Count > 0 ? new ResultRule.Values(compared)
            : new ResultRule.Presence();
    }

    private static RateAdjustment? Recalculation(AuditValues read)
    {
        if (read.Get(Version) is not { } text)
        {
            return null;
        }

        var rates = (read.Variable(Variables.Rates) ?? "1.1")
            .Split(',')
            .Select(rate =>
                decimal.TryParse(rate.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : 1.1m
            );
        var known = RateAdjustment.Editions(rates).ToList();
        var found = known.Find(one => one.Version.ToString() == text);
        if (found is null)
        {
            read.Wrong(
                $"{Version.Name} {text} is not known here; known are {string.Join(", ", known.Select(one => one.Version))}"
            );
        }

        return found;
    }

    private static Option<string> Required(string name, string value, string description) =>
        new(name)
        {
            Description = description,
            HelpName = value,
            Required = true,
        };

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
