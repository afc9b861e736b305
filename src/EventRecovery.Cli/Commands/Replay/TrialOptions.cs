using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EventRecovery.Replay.Requests;

namespace EventRecovery.Cli.Commands.Replay;

/// <summary>What a trial compares with and must show, from flags.</summary>
internal static class TrialOptions
{
    private static readonly Option<decimal?> Sample = new("--sample")
    {
        Description = "The share of events to look at, by the hash of their ids: 0.05 is 5 %. Default: all.",
        HelpName = "SHARE",
    };
    private static readonly Option<string?> Baseline = new("--baseline")
    {
        Description =
            "What to compare with: published (default), run:ID, another NAME/NUMBER, a file of events here (JSON Lines, gzip or not), or the key of a .jsonl file in the deployment's bucket.",
        HelpName = "WHAT",
    };
    private static readonly Option<string[]> Tolerance = new("--tolerance")
    {
        Description = "Numbers at a path may differ by this much: /total=0.01 or /total=1%.",
        HelpName = "PATH=N",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private static readonly Option<string[]> Ignore = new("--ignore")
    {
        Description = "Nothing at this path is compared.",
        HelpName = "PATH",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private static readonly Option<string[]> Known = new("--known")
    {
        Description =
            "Differences at this path are known and wanted: counted by their name, and not as changes: /total=new-rate.",
        HelpName = "PATH=NAME",
        Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>By the gate's name in the request.</summary>
    private static readonly (string Name, Option<double?> Option)[] Gates =
    [
        (
            "maxChangedRate",
            Gate("--max-changed-rate", "SHARE", "Hold when more events than this share are changed beyond tolerance.")
        ),
        ("maxNewRate", Gate("--max-new-rate", "SHARE", "Hold when the baseline lacks more events than this share.")),
        ("maxGone", Gate("--max-gone", "N", "Hold when more events than this are in the baseline alone.")),
        (
            "maxAnomalyRate",
            Gate("--max-anomaly-rate", "SHARE", "Hold when more stretches of time than this share are anomalous.")
        ),
        (
            "maxRejectedRate",
            Gate("--max-rejected-rate", "SHARE", "Hold when more events than this share are rejected.")
        ),
        (
            "maxViolations",
            Gate(
                "--max-violations",
                "N",
                "Hold when the recalculation breaks its own rules on more events than this. Default 0."
            )
        ),
        (
            "maxConflicts",
            Gate("--max-conflicts", "N", "Hold when more records than this have the id of another event. Default 0.")
        ),
        ("minSample", Gate("--min-sample", "N", "Hold when fewer events than this were looked at. Default 1.")),
    ];

    private static readonly Option[] All =
    [
        Sample,
        Baseline,
        Tolerance,
        Ignore,
        Known,
        .. Gates.Select(gate => gate.Option),
    ];

    public static Command WithTrial(this Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }

        return command;
    }

    public static bool Has(Option option) => All.Contains(option);

    /// <summary>What <c>--baseline</c> says; null when it says nothing.</summary>
    public static string? BaselineOf(Invocation invocation) => invocation.Get(Baseline);

    /// <param name="baseline">What to compare with, where the deployment finds it; null leaves it out.</param>
    public static void Write(Utf8JsonWriter writer, Invocation invocation, string? baseline)
    {
        writer.WriteString(RequestFields.Mode, "trial");
        if (invocation.Get(Sample) is { } sample)
        {
            writer.WriteNumber(RequestFields.Sample, sample);
        }

        if (baseline is not null)
        {
            writer.WriteString(RequestFields.Baseline, baseline);
        }

        writer.WriteStartArray(RequestFields.Compare);
        foreach (var tolerance in invocation.Get(Tolerance) ?? [])
        {
            WriteTolerance(writer, tolerance);
        }

        foreach (var path in invocation.Get(Ignore) ?? [])
        {
            writer.WriteStartObject();
            writer.WriteString("path", path);
            writer.WriteBoolean("ignore", true);
            writer.WriteEndObject();
        }

        foreach (var known in invocation.Get(Known) ?? [])
        {
            var (path, name) = Parted("--known", known, "PATH=NAME; write /total=new-rate");
            writer.WriteStartObject();
            writer.WriteString("path", path);
            writer.WriteString("known", name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject(RequestFields.Gates);
        foreach (var (name, option) in Gates)
        {
            if (invocation.Get(option) is { } limit)
            {
                writer.WriteNumber(name, limit);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteTolerance(Utf8JsonWriter writer, string text)
    {
        const string Form = "PATH=N; write /total=0.01 or /total=1%";
        var (path, number) = Parted("--tolerance", text, Form);
        var isShare = number.EndsWith('%');
        if (!double.TryParse(number.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var by))
        {
            throw Usage.Wrong($"--tolerance {text} is not {Form}");
        }

        writer.WriteStartObject();
        writer.WriteString("path", path);
        writer.WriteNumber(isShare ? "relative" : "absolute", isShare ? by / 100 : by);
        writer.WriteEndObject();
    }

    private static (string Path, string Value) Parted(string option, string text, string form)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && at < text.Length - 1
            ? (text[..at], text[(at + 1)..])
            : throw Usage.Wrong($"{option} {text} is not {form}");
    }

    private static Option<double?> Gate(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
