using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;

namespace EventRecovery.StandIns.Lambda;

[Collection(nameof(ProcessWideState))]
public sealed class TestUtilitiesTests
{
    [Fact]
    public void The_test_logger_keeps_the_template_and_lists_the_arguments()
    {
        using var console = ProcessWideState.CaptureConsole(out var output, out _);
        var logger = new TestLambdaLogger();

        ((ILambdaLogger)logger).LogInformation("hello {0}", 1);
        ((ILambdaLogger)logger).LogDebug("nothing is filtered");
        logger.LogLine("plain");

        var expected = Lines("Information: hello {0}", "\t1", "Debug: nothing is filtered", "plain");
        logger.Buffer.ToString().ShouldBe(expected);
        output.ToString().ShouldBe(expected);
    }

    [Fact]
    public void A_test_context_starts_with_a_logger_and_nothing_else()
    {
        var context = new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(3) };

        context.Logger.ShouldBeOfType<TestLambdaLogger>();
        context.AwsRequestId.ShouldBeNull();
        context.RemainingTime.ShouldBe(TimeSpan.FromSeconds(3));
    }

    private static string Lines(params string[] lines) =>
        string.Concat(lines.Select(line => line + Environment.NewLine));
}
