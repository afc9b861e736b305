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
            "What to compare with: published (default), run:ID, another NAME/NUMBER, or the key of a .jsonl file in the deployment's bucket.",
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
    private static readonly Option<double?> MaxChangedRate = Gate(
        "--max-changed-rate",
        "SHARE",
        "Hold when more events than this share are changed beyond tolerance."
    );
    private static readonly Option<double?> MaxAnomalyRate = Gate(
        "--max-anomaly-rate",
        "SHARE",
        "Hold when more stretches of time than this share are anomalous."
    );
    private static readonly Option<double?> MaxGone = Gate(
        "--max-gone",
        "N",
        "Hold when more events than this are in the baseline alone."
    );
    private static readonly Option<double?> MinSample = Gate(
        "--min-sample",
        "N",
        "Hold when fewer events than this were looked at."
    );

    private static readonly Option[] All =
    [
        Sample,
        Baseline,
        Tolerance,
        Ignore,
        MaxChangedRate,
        MaxAnomalyRate,
        MaxGone,
        MinSample,
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

    public static void Write(Utf8JsonWriter writer, Invocation invocation)
    {
        writer.WriteString(RequestFields.Mode, "trial");
        if (invocation.Get(Sample) is { } sample)
        {
            writer.WriteNumber(RequestFields.Sample, sample);
        }

        if (invocation.Get(Baseline) is { } baseline)
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

        writer.WriteEndArray();
        writer.WriteStartObject(RequestFields.Gates);
        WriteGate(writer, "maxChangedRate", invocation.Get(MaxChangedRate));
        WriteGate(writer, "maxAnomalyRate", invocation.Get(MaxAnomalyRate));
        WriteGate(writer, "maxGone", invocation.Get(MaxGone));
        WriteGate(writer, "minSample", invocation.Get(MinSample));
        writer.WriteEndObject();
    }

    private static void WriteTolerance(Utf8JsonWriter writer, string text)
    {
        var at = text.LastIndexOf('=');
        var isShare = text.EndsWith('%');
        var number = at < 0 ? "" : text[(at + 1)..].TrimEnd('%');
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var by))
        {
            throw Usage.Wrong($"--tolerance {text} is not PATH=N; write /total=0.01 or /total=1%");
        }

        writer.WriteStartObject();
        writer.WriteString("path", text[..at]);
        writer.WriteNumber(isShare ? "relative" : "absolute", isShare ? by / 100 : by);
        writer.WriteEndObject();
    }

    private static void WriteGate(Utf8JsonWriter writer, string name, double? limit)
    {
        if (limit is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static Option<double?> Gate(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value };
}
