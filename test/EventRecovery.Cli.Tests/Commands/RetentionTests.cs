using EventRecovery.Streams;

namespace EventRecovery.Cli.Tests.Commands;

public sealed class RetentionTests
{
    private static readonly StreamName Stream = new("event_stream");

    [Theory]
    [InlineData(
        "7d",
        false,
        "event_stream would keep its records for 168 h instead of 24 h. Nothing was changed; add --apply."
    )]
    [InlineData("7d", true, "event_stream keeps its records for 168 h now, instead of 24 h.")]
    [InlineData("12h", true, "event_stream keeps its records for 24 h already;")]
    public async Task Retention_is_raised_only_when_that_is_asked_for(string to, bool apply, string told)
    {
        var cli = new Cli();
        cli.Sources.Kinesis.CreateStream(Stream, 1);
        string[] arguments = ["retention", "extend", "--stream", "event_stream", "--to", to];

        await cli.StartAsync(apply ? [.. arguments, "--apply"] : arguments, TestContext.Current.CancellationToken);

        cli.ExitCode.ShouldBe(ExitCode.Ok);
        cli.Output.ReplaceLineEndings(" ").ShouldStartWith(told);
        cli.Sources.Extended.Count.ShouldBe(apply && to == "7d" ? 1 : 0);
    }
}
