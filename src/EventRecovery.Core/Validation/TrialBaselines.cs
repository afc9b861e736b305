using EventRecovery.Events;
using EventRecovery.Objects;
using EventRecovery.Recalculation;
using EventRecovery.Replay;
using EventRecovery.Versions;

namespace EventRecovery.Validation;

/// <summary>Finds what the trials of a deployment compare with. The last one is kept: all shards of a run share it.</summary>
public sealed class TrialBaselines(
    IReadOnlyList<IRecalculation> recalculations,
    EventReader events,
    IObjectStore objects,
    IVersionStore versions
) : IDisposable
{
    private const string Published = "published";
    private const string RunPrefix = "run:";

    private readonly SemaphoreSlim one = new(1);
    private (RunId Run, ITrialBaseline Baseline)? last;

    /// <exception cref="TrialBaselineException">It cannot be used.</exception>
    public async Task<ITrialBaseline> OfAsync(ReplayRun run, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            if (last is not { } known || known.Run != run.Id)
            {
                last = (run.Id, await FindAsync(run.Definition, cancellationToken));
            }
            return last.Value.Baseline;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    internal static BaselineKind? KindOf(string text) =>
        text == Published ? BaselineKind.Published
        : text.StartsWith(RunPrefix, StringComparison.Ordinal)
            ? RunId.TryParse(text[RunPrefix.Length..], out _) ? BaselineKind.Run
                : null
        : text.EndsWith(".jsonl", StringComparison.Ordinal) || text.EndsWith(".jsonl.gz", StringComparison.Ordinal)
            ? BaselineKind.File
        : RecalculationVersion.TryParse(text, out _) ? BaselineKind.Recalculation
        : null;

    private async Task<ITrialBaseline> FindAsync(RunDefinition definition, CancellationToken cancellationToken)
    {
        var text = definition.Trial?.Baseline ?? Published;
        var sample = new EventSample(definition.Sample);
        switch (KindOf(text))
        {
            case BaselineKind.Recalculation:
                var version = RecalculationVersion.Parse(text);
                return new RecalculationBaseline(
                    recalculations.FirstOrDefault(known => known.Version == version)
                        ?? throw new TrialBaselineException($"The baseline {version} is not deployed here.")
                );
            case BaselineKind.Run:
                var run = new RunId(text[RunPrefix.Length..]);
                return await EventsBaseline.OfRunAsync(run, sample, objects, cancellationToken);
            case BaselineKind.File:
                return await EventsBaseline.OfFileAsync(text, sample, events, objects, cancellationToken);
            default:
                var scope = new VersionScope(definition.Stream, definition.Window);
                return (await versions.FindAsync(scope, cancellationToken)).Active is { } active
                    ? await EventsBaseline.OfRunAsync(active.Name.Run, sample, objects, cancellationToken)
                    : EventsBaseline.None("nothing: no version of this window is published yet");
        }
    }
}

internal enum BaselineKind
{
    Published,
    Run,
    Recalculation,
    File,
}
