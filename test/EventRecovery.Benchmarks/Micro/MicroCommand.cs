using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace EventRecovery.Benchmarks.Micro;

/// <summary>
/// <c>micro</c>: time and allocation of the parts, by BenchmarkDotNet, each beside the baseline of its class. What the summary tells of the
/// whole path is told apart here, for whoever makes a part faster.
/// </summary>
internal static class MicroCommand
{
    private static readonly Option<string[]> Filter = new("--filter")
    {
        Description = "Which benchmarks, such as *EventBenchmarks*.",
        DefaultValueFactory = _ => ["*"],
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create()
    {
        var command = new Command("micro", "Time and allocation of the parts, by BenchmarkDotNet.") { Filter };
        command.SetAction(parsed =>
        {
            var filter = parsed.GetValue(Filter)!;
            var summaries = BenchmarkSwitcher
                .FromTypes([typeof(EventBenchmarks), typeof(ClaimPageBenchmarks), typeof(PlannerBenchmarks)])
                .Run(["--filter", .. filter], Config);
            return summaries.Any(summary =>
                !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)
            )
                ? 0
                : 1;
        });
        return command;
    }

    /// <summary>In this process: a generated project of its own would not know how packages are restored here.</summary>
    private static IConfig Config =>
        DefaultConfig
            .Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(Path.Combine("artifacts", "micro"));
}
