using EventRecovery.Cli.Output;
using EventRecovery.Cli.Runtime;
using EventRecovery.Versions;

namespace EventRecovery.Cli.Commands.Versions;

/// <summary>What publishing and rolling back have in common: steps shown while they last, the active version told at the end.</summary>
internal static class Switching
{
    public static async Task<ExitCode> SwitchAsync(
        this Invocation invocation,
        string title,
        Resources resources,
        Func<VersionPublisher, Action<int, int>, Task<VersionHistory>> work
    )
    {
        var surroundings = invocation.Surroundings;
        var publisher = new VersionPublisher(
            resources.Versions,
            resources.Objects,
            resources.WriterTo,
            surroundings.Time,
            surroundings.Entropy
        );
        VersionHistory history;
        try
        {
            history = await new Steps(invocation.Terminal).RunAsync(
                title,
                step => work(publisher, (done, all) => step.Started($"{done} of {all} objects")),
                result => Told(result.Active!)
            );
        }
        catch (OperationCanceledException) when (invocation.CancellationToken.IsCancellationRequested)
        {
            throw new CommandException(
                ExitCode.Interrupted,
                new Problem("interrupted")
                {
                    Kept = "What was put is noted; the version before is still the active one.",
                    Next = "The same command goes on.",
                }
            );
        }

        if (invocation.Terminal.IsJson)
        {
            await invocation.Terminal.WriteJsonAsync(ActiveReport.Of(history.Active!), OutputJson.Default.ActiveReport);
        }

        return ExitCode.Ok;
    }

    private static string Told(PublishedVersion active) =>
        active.Undoes is { } undone ? $"{active.Name} is active, and undoes {undone}" : $"{active.Name} is active";
}

/// <summary>What <c>recover publish</c> and <c>rollback --json</c> print.</summary>
internal sealed record ActiveReport(bool Ok, string Active, string Run, string? Undoes, DateTimeOffset At)
{
    public static ActiveReport Of(PublishedVersion active) =>
        new(true, active.Name.ToString(), active.Name.Run.Value, active.Undoes?.ToString(), active.At);
}
