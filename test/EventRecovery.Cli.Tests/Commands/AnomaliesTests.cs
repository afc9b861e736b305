using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class AnomaliesTests
{
    [Fact]
    public async Task Each_row_comes_back_with_a_score()
    {
        var cli = await Cli.RunAsync(Csv("timestamp,value", Rows(200)), "anomalies", "-");

        var lines = cli.Output.TrimEnd('\n').Split('\n');
        lines[0].ShouldBe("timestamp,value,anomaly_score");
        lines.Length.ShouldBe(201);
        lines[1].ShouldBe("2026-03-02 00:00:00,40,0");
        lines.Skip(1).ShouldAllBe(line => Score(line) >= 0 && Score(line) <= 1);
        cli.ExitCode.ShouldBe(ExitCode.Ok);
        cli.Error.ShouldContain("200 rows");
        cli.Error.ShouldContain("rows/s");
    }

    [Fact]
    public async Task A_spike_scores_above_the_alarm_line()
    {
        var rows = Rows(1000);
        rows[900] = "2026-03-05 03:00:00,900";
        var cli = await Cli.RunAsync(Csv("timestamp,value", rows), "anomalies");

        Score(cli.Output.Split('\n')[901]).ShouldBeGreaterThanOrEqualTo(0.5);
    }

    [Fact]
    public async Task Quoted_fields_other_columns_ISO_times_and_missing_values_are_read()
    {
        var text =
            "\uFEFFhost,\"Value\",timestamp\r\n\"a, \"\"b\"\"\",1.5,2026-03-02T00:00:00Z\r\n\r\nx,,2026-03-02T00:05:00+01:00\r\nx,NaN,2026-03-02 00:10:00.25\r\nx,\"-1e3\",2026-03-02 00:15";
        var cli = await Cli.RunAsync(Encoding.UTF8.GetBytes(text), "anomalies");

        cli.Output.ShouldBe(
            "timestamp,value,anomaly_score\n2026-03-02T00:00:00Z,1.5,0\n2026-03-02T00:05:00+01:00,,0\n2026-03-02 00:10:00.25,NaN,0\n2026-03-02 00:15,-1e3,0\n"
        );
        cli.Error.ShouldContain("2 without a value");
    }

    [Theory]
    [InlineData(
        "timestamp,value\n2026-03-02 00:00:00,1\n2026-03-02 00:05:00,abc\n",
        "line 3",
        "\"abc\" is not a number"
    )]
    [InlineData("timestamp,value\nyesterday,1\n", "line 2", "\"yesterday\" is not a time")]
    [InlineData("timestamp,value\n2026-03-02 00:00:00\n", "line 2", "needs timestamp and value")]
    [InlineData("time,number\n2026-03-02 00:00:00,1\n", "line 1", "it has time, number")]
    [InlineData("timestamp,value\n\"2026-03-02 00:00:00,1\n", "line 2", "never closed")]
    [InlineData("", "line 1", "is empty")]
    public async Task What_is_wrong_is_told_with_its_line(string text, string line, string what)
    {
        var cli = await Cli.RunAsync(Encoding.UTF8.GetBytes(text), "anomalies");

        cli.ExitCode.ShouldBe(ExitCode.FoundWrong);
        cli.Error.ReplaceLineEndings(" ").ShouldContain(line);
        cli.Error.ReplaceLineEndings(" ").ShouldContain(what);
    }

    [Fact]
    public async Task Scores_go_to_a_file_and_machines_get_one_object()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var source = Path.Combine(folder.FullName, "series.csv");
            var target = Path.Combine(folder.FullName, "scores.csv");
            await File.WriteAllBytesAsync(
                source,
                Csv("timestamp,value", Rows(50)),
                TestContext.Current.CancellationToken
            );

            var cli = await Cli.RunAsync("anomalies", source, "--output", target, "--json");

            JsonDocument.Parse(cli.Output).RootElement.GetProperty("rows").GetInt64().ShouldBe(50);
            (await File.ReadAllLinesAsync(target, TestContext.Current.CancellationToken)).Length.ShouldBe(51);
            (await Cli.RunAsync("anomalies", source, "--output", source)).ExitCode.ShouldBe(ExitCode.CannotRun);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Rows(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(row =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{new DateTime(2026, 3, 2).AddMinutes(5 * row):yyyy-MM-dd HH:mm:ss},{40 + (row * 7 % 5)}"
                    )
                ),
        ];

    private static byte[] Csv(string header, string[] rows) =>
        Encoding.UTF8.GetBytes($"{header}\n{string.Join('\n', rows)}\n");

    private static double Score(string line) => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture);
}
