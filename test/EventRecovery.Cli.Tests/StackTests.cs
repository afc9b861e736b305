using System.Diagnostics;
using System.Text.Json;

namespace EventRecovery.Cli.Tests;

/// <summary>The program as a person starts it, with everything that it starts itself.</summary>
public sealed class StackTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task The_demo_recovers_all_and_says_so_in_one_object()
    {
        var paper = Path.Combine(Path.GetTempPath(), $"recover-demo-{Environment.ProcessId}.html");
        var ended = await CliProcess.RunAsync([
            "demo",
            "--events",
            "300",
            "--shards",
            "2",
            "--seed",
            "7",
            "--report",
            paper,
            "--json",
        ]);

        ended.ExitCode.ShouldBe(0, ended.Error);
        ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        var report = JsonDocument.Parse(ended.Output).RootElement;
        report.GetProperty("ok").GetBoolean().ShouldBeTrue();
        report.GetProperty("input").GetProperty("events").GetInt32().ShouldBe(300);
        report.GetProperty("verify").GetRawText().ShouldBe("""{"missing":0,"wrong":0,"duplicated":0,"outOfOrder":0}""");
        var consumer = report.GetProperty("consumer");
        var reprocessed = report.GetProperty("reprocessed");
        reprocessed.GetProperty("recovered").GetInt32().ShouldBe(consumer.GetProperty("failed").GetInt32());
        reprocessed.GetProperty("published").GetInt32().ShouldBe(consumer.GetProperty("failed").GetInt32());
        reprocessed
            .GetProperty("duplicatesSuppressed")
            .GetInt32()
            .ShouldBe(consumer.GetProperty("failedTwice").GetInt32());
        reprocessed.GetProperty("parked").GetInt32().ShouldBe(consumer.GetProperty("poison").GetInt32());
        consumer.GetProperty("crashed").GetInt32().ShouldBeGreaterThan(0);
        var audit = report.GetProperty("audit");
        audit.GetProperty("check").GetProperty("false").GetInt32().ShouldBe(0);
        audit.GetProperty("check").GetProperty("overlooked").GetInt32().ShouldBe(0);
        audit
            .GetProperty("crash")
            .GetProperty("events")
            .GetInt32()
            .ShouldBe(consumer.GetProperty("crashed").GetInt32());
        audit
            .GetProperty("crash")
            .GetProperty("recovered")
            .GetInt32()
            .ShouldBe(consumer.GetProperty("crashed").GetInt32());
        var replayed = report.GetProperty("replayed");
        replayed.GetProperty("read").GetInt32().ShouldBe(300);
        replayed.GetProperty("alreadyDone").GetInt32().ShouldBe(consumer.GetProperty("failed").GetInt32());
        replayed.GetProperty("recovered").GetInt32().ShouldBe(300 - consumer.GetProperty("failed").GetInt32());
        replayed.GetProperty("published").GetInt32().ShouldBe(300 - consumer.GetProperty("failed").GetInt32());
        replayed.GetProperty("shards").GetInt32().ShouldBe(2);
        replayed.GetProperty("getRecordsCalls").GetInt32().ShouldBeGreaterThan(0);
        replayed.GetProperty("checkpointWrites").GetInt32().ShouldBeGreaterThan(0);
        foreach (var cost in report.GetProperty("cost").EnumerateObject())
        {
            cost.Value.GetDouble().ShouldBeGreaterThan(0, cost.Name);
        }

        ended.Error.ShouldContain("missing 0 · wrong 0 · doubled 0 · out of order 0");
        report.GetProperty("report").GetString().ShouldBe(paper);
        (await File.ReadAllTextAsync(paper, TestContext.Current.CancellationToken)).ShouldContain(
            "Safe, and published"
        );
        File.Delete(paper);
    }

    [Fact]
    public async Task Without_Node_the_stack_says_so_in_one_line_and_ends_with_2()
    {
        var ended = await CliProcess.RunAsync(["demo"], variables: new() { ["PATH"] = "" });

        ended.ExitCode.ShouldBe(2);
        ended
            .Error.Split('\n')
            .ShouldContain(line => line.StartsWith("error: Node.js was not found", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_local_stack_tells_where_it_is_runs_until_it_is_asked_to_end_and_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no polite signal to send on Windows.");
        var folder = Directory.CreateTempSubdirectory("recover-test-").FullName;
        var ports = Path.Combine(folder, "ports.json");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        using var process = Process.Start(CliProcess.StartInfo(["local", "--shards", "1", "--ports-file", ports]))!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(bound.Token);
            var line = await process.StandardOutput.ReadLineAsync(bound.Token);
            line.ShouldNotBeNull();
            var report = JsonDocument.Parse(line).RootElement;
            (await File.ReadAllTextAsync(ports, bound.Token)).ShouldBe(line);
            report
                .GetProperty("streams")
                .GetRawText()
                .ShouldBe("""{"source":"event_stream","error":"error_events","recovered":"recovered_events"}""");
            using var http = new HttpClient();
            var metrics = new Uri(new Uri(report.GetProperty("metrics").GetString()!), "metrics");
            (await http.GetAsync(metrics, bound.Token)).IsSuccessStatusCode.ShouldBeTrue();

            CliProcess.Interrupt(process);
            await process.WaitForExitAsync(bound.Token);

            process.ExitCode.ShouldBe(0, await error);
            (await error).ShouldContain($"  export AWS_ENDPOINT_URL_LAMBDA={report.GetProperty("lambda").GetString()}");
            File.Exists(ports).ShouldBeFalse();
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_interrupted_demo_ends_with_3()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no polite signal to send on Windows.");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        using var process = Process.Start(CliProcess.StartInfo(["demo"]))!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(bound.Token);
            line.ShouldStartWith("EventRecovery demo");
            CliProcess.Interrupt(process);
            await process.WaitForExitAsync(bound.Token);

            process.ExitCode.ShouldBe(3);
            (await process.StandardError.ReadToEndAsync(bound.Token)).ShouldStartWith("stopped: interrupted");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
