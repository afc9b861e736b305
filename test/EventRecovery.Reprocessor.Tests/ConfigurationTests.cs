using System.Collections.Concurrent;
using EventRecovery.Local.Lambdas;
using EventRecovery.Reprocessor.Tests.Stack;

namespace EventRecovery.Reprocessor.Tests;

public class ConfigurationTests
{
    [Fact]
    public async Task Every_mistake_in_the_configuration_is_told_at_once_and_nothing_runs()
    {
        var log = new ConcurrentQueue<FunctionLogLine>();
        var function = new LambdaFunction("reprocessor", ReprocessorStack.Executable)
        {
            Environment = new Dictionary<string, string>
            {
                ["EVENT_RECOVERY_RATES"] = "1.1;1.2",
                ["EVENT_RECOVERY_CLAIM_WINDOW"] = "PT5S",
                ["EVENT_RECOVERY_CLAIM_SLOTS"] = "3",
            },
        };
        await using var host = await LambdaHost.StartAsync(
            [function],
            new LambdaHostOptions { Log = log.Enqueue },
            TestContext.Current.CancellationToken
        );

        var answer = await host.InvokeAsync("reprocessor", "{}"u8.ToArray());

        answer.Status.ShouldBe(InvocationStatus.FunctionError);
        var line = log.Select(entry => entry.Text).First(text => text.Contains("problems", StringComparison.Ordinal));
        foreach (
            var mistake in new[]
            {
                "The configuration has 6 problems",
                "EVENT_RECOVERY_TABLE is not set, and is required",
                "EVENT_RECOVERY_RECOVERED_STREAM is not set, and is required",
                "EVENT_RECOVERY_BUCKET is not set, nor EVENT_RECOVERY_FOLDER; one is required",
                "EVENT_RECOVERY_RATES is ",
                "EVENT_RECOVERY_CLAIM_WINDOW is ",
                "EVENT_RECOVERY_CLAIM_SLOTS is ",
            }
        )
        {
            line.ShouldContain(mistake);
        }
    }
}
