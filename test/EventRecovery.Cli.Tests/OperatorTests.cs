using System.Diagnostics;
using System.Text.Json;

namespace EventRecovery.Cli.Tests;

/// <summary>A replay as an operator drives it: the program as a process, the deployed Replayer behind the Invoke API.</summary>
public sealed class OperatorTests
{
    private const int LongestLine = 200;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_run_is_replayed_asked_for_watched_and_listed()
    {
        await using var stack = await OperatorStack.StartAsync(events: 200);
        var to = stack.From.AddMinutes(3);

        var replayed = await stack.RecoverAsync(["replay", .. stack.Window("pricing-bug", to)]);
        var again = await stack.RecoverAsync(["replay", "--run", "pricing-bug", "--json"]);
        var status = await stack.RecoverAsync("status", "pricing-bug");
        var watched = await stack.RecoverAsync("watch", "pricing-bug");
        var runs = await stack.RecoverAsync("runs", "--table", stack.Table);

        replayed.ExitCode.ShouldBe(0, $"{replayed}");
        Lines(replayed)[^1].ShouldStartWith("pricing-bug  complete  rate-adjustment/1  100 %   200 recovered");
        Lines(replayed).ShouldAllBe(line => line.Length <= LongestLine);
        again.ExitCode.ShouldBe(0, $"{again}");
        var counts = JsonDocument.Parse(again.Output).RootElement.GetProperty("counts");
        counts.GetProperty("recovered").GetInt32().ShouldBe(200);
        counts.GetProperty("getRecordsCalls").GetInt32().ShouldBeGreaterThanOrEqualTo(2);
        counts.GetProperty("checkpointWrites").GetInt32().ShouldBeGreaterThanOrEqualTo(2);
        status.Output.ShouldContain("pricing-bug  complete", customMessage: $"{status}");
        watched.Output.ShouldContain("pricing-bug  complete", customMessage: $"{watched}");
        runs.Output.ShouldStartWith(
            "pricing-bug  complete   rate-adjustment/1  event_stream",
            customMessage: $"{runs}"
        );
    }

    [Fact]
    public async Task A_run_goes_on_without_its_watcher_until_it_is_cancelled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no polite signal to send on Windows.");
        await using var stack = await OperatorStack.StartAsync(events: 20);
        // A window that is still open: its end does not come while this lasts.
        var replaying = stack.RecoverAsync(["replay", .. stack.Window("endless", OperatorStack.Now.AddHours(1))]);
        while (!(await stack.RecoverAsync("runs", "--table", stack.Table)).Output.Contains("endless"))
        {
            replaying.IsCompleted.ShouldBeFalse(replaying.IsCompleted ? $"{await replaying}" : "");
            await Task.Delay(Poll, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var (exitCode, error) = await WatchAsync(stack, "endless");
        var after = await stack.RecoverAsync("status", "endless");
        var cancelled = await stack.RecoverAsync("cancel", "endless");
        var replayed = await replaying;

        exitCode.ShouldBe(3, error);
        error.ShouldContain("Come back with: recover watch endless");
        after.Output.ShouldContain("endless  running", customMessage: $"{after}");
        cancelled.Output.ShouldContain("endless  cancelled", customMessage: $"{cancelled}");
        replayed.ExitCode.ShouldBe(1, $"{replayed}");
        Lines(replayed)[^1].ShouldStartWith("endless  cancelled");
        Lines(replayed).ShouldAllBe(line => line.Length <= LongestLine);
    }

    /// <summary>Watches until the first line, then presses Ctrl-C.</summary>
    private static async Task<(int ExitCode, string Error)> WatchAsync(OperatorStack stack, string run)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bound.CancelAfter(Bound);
        using var watch = Process.Start(CliProcess.StartInfo(["watch", run], stack.Variables))!;
        try
        {
            (await watch.StandardOutput.ReadLineAsync(bound.Token)).ShouldStartWith($"{run}  running");
            CliProcess.Interrupt(watch);
            var error = await watch.StandardError.ReadToEndAsync(bound.Token);
            await watch.WaitForExitAsync(bound.Token);
            return (watch.ExitCode, error);
        }
        finally
        {
            if (!watch.HasExited)
            {
                watch.Kill(entireProcessTree: true);
            }
        }
    }

    private static string[] Lines(CliProcess.Ended ended) =>
        ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
