namespace EventRecovery.Cli.Anomalies;

/// <summary>Which columns of a file hold the series. Further columns are allowed, and left out of the result.</summary>
internal readonly record struct SeriesColumns(int Timestamp, int Value)
{
    /// <summary>By the names of the header; a file that begins with a row has the timestamp first and then the value.</summary>
    public static SeriesColumns Of(IReadOnlyList<string> first, long line, out bool isHeader)
    {
        isHeader = !(first.Count >= 2 && SeriesTime.TryParse(first[0], out _));
        if (!isHeader)
        {
            return new SeriesColumns(0, 1);
        }
        var (timestamp, value) = (IndexOf(first, "timestamp"), IndexOf(first, "value"));
        return timestamp >= 0 && value >= 0
            ? new SeriesColumns(timestamp, value)
            : throw new CsvException(
                line,
                $"the header needs the columns timestamp and value; it has {string.Join(", ", first)}"
            );
    }

    private static int IndexOf(IReadOnlyList<string> header, string name)
    {
        for (var at = 0; at < header.Count; at++)
        {
            if (header[at].Trim().Trim('\uFEFF').Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }
        }
        return -1;
    }
}
