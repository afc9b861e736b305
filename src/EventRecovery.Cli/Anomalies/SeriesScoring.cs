using System.Globalization;
using System.Text;
using EventRecovery.Anomalies;

namespace EventRecovery.Cli.Anomalies;

/// <summary>Reads a series row by row and writes each row with its score, in constant memory.</summary>
internal static class SeriesScoring
{
    // Four times as many digits as anyone reads, so that ranks survive the writing.
    private const string ScoreFormat = "0.########";

    /// <exception cref="CsvException">The rows before it are written.</exception>
    public static async Task<SeriesTotals> RunAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(input, Encoding.UTF8, leaveOpen: true);
        var writer = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        await using var _ = writer.ConfigureAwait(false);
        var csv = new CsvReader(text);
        await writer.WriteLineAsync("timestamp,value,anomaly_score");
        if (await csv.ReadAsync(cancellationToken) is not { } first)
        {
            throw new CsvException(1, "the file is empty; it needs the columns timestamp and value");
        }
        var columns = SeriesColumns.Of(first, csv.Line, out var isHeader);
        var row = isHeader ? await csv.ReadAsync(cancellationToken) : first;
        var detector = new AnomalyDetector();
        var totals = new SeriesTotals();
        for (; row is not null; row = await csv.ReadAsync(cancellationToken))
        {
            var (time, value) = Read(row, columns, csv.Line);
            var score = detector.Score(time, value);
            totals = totals.With(value, score);
            Write(writer, row[columns.Timestamp], row[columns.Value], score);
        }
        return totals;
    }

    private static (DateTimeOffset Time, double Value) Read(IReadOnlyList<string> row, SeriesColumns columns, long line)
    {
        if (row.Count <= Math.Max(columns.Timestamp, columns.Value))
        {
            throw new CsvException(line, $"the row has {row.Count} of the columns and needs timestamp and value");
        }
        var (timestamp, number) = (row[columns.Timestamp], row[columns.Value]);
        if (!SeriesTime.TryParse(timestamp, out var time))
        {
            throw new CsvException(
                line,
                $"\"{timestamp}\" is not a time; write 2026-11-22 08:00:00 or 2026-11-22T08:00:00Z"
            );
        }
        return SeriesValue.TryParse(number, out var value)
            ? (time, value)
            : throw new CsvException(
                line,
                $"\"{number}\" is not a number; leave the field empty where a value is missing"
            );
    }

    private static void Write(StreamWriter writer, string timestamp, string value, double score)
    {
        WriteField(writer, timestamp);
        writer.Write(',');
        WriteField(writer, value);
        writer.Write(',');
        Span<char> digits = stackalloc char[32];
        score.TryFormat(digits, out var written, ScoreFormat, CultureInfo.InvariantCulture);
        writer.Write(digits[..written]);
        writer.Write('\n');
    }

    private static void WriteField(StreamWriter writer, string field)
    {
        if (field.AsSpan().ContainsAny(",\"\r\n"))
        {
            writer.Write('"');
            writer.Write(field.Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
        }
        else
        {
            writer.Write(field);
        }
    }
}

/// <param name="Alarms">Rows that score <see cref="AnomalyDetector.AlarmScore"/> or more.</param>
internal sealed record SeriesTotals(long Rows = 0, long Missing = 0, long Alarms = 0)
{
    public SeriesTotals With(double value, double score) =>
        new(
            Rows + 1,
            Missing + (double.IsFinite(value) ? 0 : 1),
            Alarms + (score >= AnomalyDetector.AlarmScore ? 1 : 0)
        );
}
