using System.CommandLine;
using EventRecovery.Cli.Demo;
using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Cli.Stack;

namespace EventRecovery.Cli.Commands;

/// <summary><c>recover demo</c>.</summary>
internal static class DemoCommand
{
    private static readonly Option<FileInfo?> Input = new("--input")
    {
        Description = "Events to play with, one JSON object a line. Default: generated payments.",
        HelpName = "FILE.jsonl",
    };

    private static readonly Option<int?> Events = new Option<int?>("--events")
    {
        Description = $"How many events. Default: all of the file, or {DemoOptions.GeneratedEvents:N0} generated ones.",
        HelpName = "N",
    }.Within(1, 1_000_000);

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Decides what goes wrong; the same seed gives the same incident.",
        HelpName = "S",
        DefaultValueFactory = _ => 42,
    };

    private static readonly Option<FileInfo?> Report = new("--report")
    {
        Description = "Where the report goes. Default: a temporary folder, which stays.",
        HelpName = "FILE.html",
    };

    public static Command Create(Surroundings surroundings) =>
        new Command("demo", "Play an incident and its recovery on this machine, and verify the result.")
        {
            Input,
            Events,
            Seed,
            ShardsOption.Shards,
            Report,
        }.Does(surroundings, RunAsync);

    private static async Task<ExitCode> RunAsync(Invocation invocation)
    {
        var options = new DemoOptions(
            invocation.Get(Input),
            invocation.Get(Events),
            invocation.Get(Seed),
            invocation.Get(ShardsOption.Shards),
            invocation.Get(Report)
        );
        await using var folder = StackFolder.Open(null);
        var report = await new DemoRun(options, invocation.Terminal).RunAsync(folder, invocation.CancellationToken);
        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(report, OutputJson.Default.DemoReport);
        }

        return report.Ok ? ExitCode.Ok : ExitCode.FoundWrong;
    }
}
