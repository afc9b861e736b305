using System.Text.Json;
using EventRecovery.Claims;
using EventRecovery.Json;
using EventRecovery.Objects;

namespace EventRecovery.Versions.Diff;

/// <summary>
/// Compares the results of two runs. It keeps 48 bytes an event of the first in memory, and the events themselves only of as many
/// changed ones as it looks into.
/// </summary>
public sealed class ResultDiffer(IObjectStore objects, int mostExamined = 100_000)
{
    private const int WorstShown = 10;
    private const int IdsShown = 10;

    private readonly ResultReader reader = new(objects);

    public async Task<ResultDiff> CompareAsync(
        ResultManifest before,
        ResultManifest after,
        CancellationToken cancellationToken
    )
    {
        var hashes = new Dictionary<EventDigest, EventHash>();
        await foreach (var line in reader.LinesAsync(before, cancellationToken))
        {
            hashes.Add(EventDigest.Of(line.Id), line.ResultHash());
        }

        var (same, changed, onlyAfter) = (0L, 0L, 0L);
        var newIds = new List<string>();
        var look = new Dictionary<EventDigest, ResultLine>();
        await foreach (var line in reader.LinesAsync(after, cancellationToken))
        {
            var digest = EventDigest.Of(line.Id);
            if (!hashes.Remove(digest, out var hash))
            {
                onlyAfter++;
                Note(newIds, line.Id.Value);
            }
            else if (hash == line.ResultHash())
            {
                same++;
            }
            else
            {
                changed++;
                if (look.Count < mostExamined)
                {
                    look.Add(digest, line);
                }
            }
        }

        var goneIds = new List<string>();
        var changes = new List<EventChange>();
        await foreach (var line in reader.LinesAsync(before, cancellationToken))
        {
            var digest = EventDigest.Of(line.Id);
            if (hashes.ContainsKey(digest))
            {
                Note(goneIds, line.Id.Value);
            }
            else if (look.TryGetValue(digest, out var now))
            {
                changes.AddRange(Between(line, now));
            }
        }

        return new ResultDiff(
            same,
            changed,
            hashes.Count,
            onlyAfter,
            look.Count,
            [
                .. changes
                    .GroupBy(change => change.Path, StringComparer.Ordinal)
                    .Select(path => new PathChange(path.Key, path.Count()))
                    .OrderByDescending(path => path.Events)
                    .ThenBy(path => path.Path, StringComparer.Ordinal),
            ],
            [
                .. changes
                    .OrderByDescending(change => Math.Abs(change.Relative ?? 0))
                    .ThenBy(change => change.Id, StringComparer.Ordinal)
                    .Take(WorstShown),
            ],
            Spread.Of(changes.Select(change => change.Relative).OfType<double>()),
            goneIds,
            newIds
        );
    }

    private static void Note(List<string> ids, string id)
    {
        if (ids.Count < IdsShown)
        {
            ids.Add(id);
        }
    }

    private static List<EventChange> Between(ResultLine before, ResultLine after)
    {
        using var was = JsonDocument.Parse(before.Event);
        using var @is = JsonDocument.Parse(after.Event);
        return
        [
            .. JsonDifference
                .Between(was.RootElement, @is.RootElement, leaveOut: "recovery")
                .Select(change => new EventChange(
                    after.Id.Value,
                    after.At,
                    after.Key.Value,
                    change.Path,
                    change.Before?.GetRawText(),
                    change.After?.GetRawText(),
                    RelativeOf(change.Before, change.After)
                )),
        ];
    }

    private static double? RelativeOf(JsonElement? before, JsonElement? after) =>
        before is { ValueKind: JsonValueKind.Number } was
        && after is { ValueKind: JsonValueKind.Number } now
        && was.TryGetDouble(out var a)
        && now.TryGetDouble(out var b)
        && a != 0
        && double.IsFinite((b - a) / Math.Abs(a))
            ? (b - a) / Math.Abs(a)
            : null;
}
