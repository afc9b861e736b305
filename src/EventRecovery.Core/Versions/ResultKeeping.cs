using EventRecovery.Objects;
using EventRecovery.Recalculation;
using EventRecovery.Streams;

namespace EventRecovery.Versions;

/// <summary>Where runs keep their results.</summary>
/// <param name="Objects">Take the results themselves.</param>
/// <param name="Versions">Learn of a replay that has published its results.</param>
/// <param name="Target">The stream that recovered events go to.</param>
/// <param name="Code">The build that computes them.</param>
/// <param name="Recalculations">What may compute them: their paths are told beside the results.</param>
/// <param name="EventsPerObject">Fixed for a run: see <see cref="ShardResults"/>.</param>
public sealed record ResultKeeping(
    IObjectStore Objects,
    IVersionStore Versions,
    StreamName Target,
    string Code,
    int EventsPerObject = ResultKeeping.DefaultEventsPerObject,
    IReadOnlyList<IRecalculation>? Recalculations = null
)
{
    /// <summary>The places that a recalculation may change.</summary>
    internal IReadOnlyList<string> PathsOf(RecalculationVersion version) =>
        [
            .. (Recalculations ?? [])
                .Where(known => known.Version == version)
                .SelectMany(known => known.MutablePaths)
                .Select(path => path.Text),
        ];

    /// <summary>Some 200 KB compressed: a quarter of a write for a thousand events.</summary>
    public const int DefaultEventsPerObject = 4_000;
}
