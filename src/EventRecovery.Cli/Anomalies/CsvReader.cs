using System.Text;

namespace EventRecovery.Cli.Anomalies;

/// <summary>
/// Reads comma-separated values as RFC 4180 has them: fields may be quoted, and a quoted field may hold commas, line ends and doubled
/// quotes. Lines end with LF or CRLF; empty ones are skipped. One record is in memory at a time.
/// </summary>
internal sealed class CsvReader(TextReader text)
{
    private const int LongestField = 1 << 16;

    private readonly char[] buffer = new char[1 << 15];
    private readonly StringBuilder field = new();
    private readonly List<string> fields = [];
    private int at;
    private int filled;
    private long nextLine = 1;

    /// <summary>The line on which the last record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next record, or null at the end. The list is reused.</summary>
    /// <exception cref="CsvException">A quote is left open, or a field is too long to be one.</exception>
    public async ValueTask<IReadOnlyList<string>?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken))
        {
            Line = nextLine;
            fields.Clear();
            await ReadRecordAsync(cancellationToken);
            if (fields is not [""])
            {
                return fields;
            }
        }
        return null;
    }

    private async ValueTask ReadRecordAsync(CancellationToken cancellationToken)
    {
        field.Clear();
        var quoted = false;
        while (await FillAsync(cancellationToken))
        {
            var character = buffer[at++];
            if (character == '\n')
            {
                nextLine++;
            }
            if (quoted)
            {
                quoted = await QuotedAsync(character, cancellationToken);
            }
            else if (character == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (character == ',')
            {
                EndField();
            }
            else if (character == '\n')
            {
                break;
            }
            else
            {
                Append(character);
            }
        }
        if (quoted)
        {
            throw new CsvException(Line, "a quote is opened and never closed");
        }
        if (field is [.., '\r'])
        {
            field.Length--;
        }
        EndField();
    }

    // True while the field stays quoted: a doubled quote stands for one.
    private async ValueTask<bool> QuotedAsync(char character, CancellationToken cancellationToken)
    {
        if (character != '"')
        {
            Append(character);
            return true;
        }
        if (await FillAsync(cancellationToken) && buffer[at] == '"')
        {
            at++;
            Append('"');
            return true;
        }
        return false;
    }

    private void Append(char character)
    {
        field.Append(character);
        if (field.Length > LongestField)
        {
            throw new CsvException(Line, $"a field is longer than {LongestField} characters");
        }
    }

    private void EndField()
    {
        fields.Add(field.ToString());
        field.Clear();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (at < filled)
        {
            return true;
        }
        at = 0;
        filled = await text.ReadAsync(buffer.AsMemory(), cancellationToken);
        return filled > 0;
    }
}

/// <param name="line">Where the record begins that is wrong, from 1.</param>
internal sealed class CsvException(long line, string message) : Exception(message)
{
    public long Line { get; } = line;
}
