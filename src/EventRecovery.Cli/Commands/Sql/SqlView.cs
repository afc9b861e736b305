using System.Buffers;
using System.Globalization;
using System.Text.Json;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Sql;
using Spectre.Console;

namespace EventRecovery.Cli.Commands.Sql;

/// <summary>An answer in columns for people, and as one JSON object for machines.</summary>
internal static class SqlView
{
    private const int WidestColumn = 80;

    public static void Show(IAnsiConsole console, SqlTable table)
    {
        var texts = table.Rows.Select(row => row.Select(Text).ToList()).ToList();
        var widths = table
            .Columns.Select((name, i) => texts.Select(row => row[i].Length).Append(name.Length).Max())
            .ToList();
        Line(console, table.Columns, widths);
        foreach (var row in texts)
        {
            Line(console, row, widths);
        }

        var rows =
            table.Rows.Count == 1
                ? "1 row"
                : string.Create(CultureInfo.InvariantCulture, $"{table.Rows.Count:N0} rows");
        console.MarkupLineInterpolated($"[grey]{rows}{(table.More ? ", and more: raise --limit" : "")}[/]");
    }

    public static byte[] Json(SqlTable table)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("ok", true);
            json.WriteStartArray("columns");
            foreach (var column in table.Columns)
            {
                json.WriteStringValue(column);
            }

            json.WriteEndArray();
            json.WriteStartArray("rows");
            foreach (var row in table.Rows)
            {
                json.WriteStartArray();
                foreach (var value in row)
                {
                    Write(json, value);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteBoolean("more", table.More);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case byte[] bytes:
                json.WriteBase64StringValue(bytes);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string Text(object? value)
    {
        var text = Printable.Text(
            value is byte[] bytes
                ? Convert.ToHexString(bytes)
                : Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""
        );
        return text.Length > WidestColumn ? text[..(WidestColumn - 1)] + "…" : text;
    }

    private static void Line(IAnsiConsole console, IReadOnlyList<string> cells, List<int> widths)
    {
        var line = string.Join("  ", cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd();
        console.MarkupLineInterpolated($"{line}");
    }
}
