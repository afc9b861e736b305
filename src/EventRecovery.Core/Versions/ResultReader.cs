using System.Runtime.CompilerServices;
using System.Text.Json;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Validation;

namespace EventRecovery.Versions;

/// <summary>Reads the results of runs back, object by object, and holds them to their manifest.</summary>
public sealed class ResultReader(IObjectStore objects)
{
    /// <summary>Null when the run has no results, or is not complete.</summary>
    /// <exception cref="ResultsDamagedException">Its manifest is none.</exception>
    public async Task<ResultManifest?> FindAsync(RunId run, CancellationToken cancellationToken)
    {
        var key = ResultKeys.Manifest(run);
        try
        {
            return await objects.GetAsync(key, cancellationToken) is { } json ? ResultManifest.Read(json) : null;
        }
        catch (JsonException damage)
        {
            throw new ResultsDamagedException($"The object {key} is damaged: {damage.Message}", damage);
        }
    }

    /// <summary>What a trial came to; null when the run is none, or is not complete.</summary>
    public Task<TrialSummary?> FindTrialAsync(RunId run, CancellationToken cancellationToken) =>
        RunTrial.FindAsync(objects, run, cancellationToken);

    /// <summary>The lines of each object, in the order in which they are to be published.</summary>
    /// <exception cref="ResultsDamagedException">They are not what the manifest says.</exception>
    public async IAsyncEnumerable<IReadOnlyList<ResultLine>> ObjectsAsync(
        ResultManifest manifest,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var run = new RunId(manifest.Run);
        foreach (var shard in manifest.Shards)
        {
            var found = new ShardTally(shard.Shard);
            var first = 0L;
            while (found.Objects < shard.Objects)
            {
                // One after the other, by their names: there may be others, of somebody who lost the shard.
                var key = ResultKeys.Object(run, new(shard.Shard), first, shard.BranchAt(first));
                var text = await ReadAsync(key, cancellationToken);
                var lines = LinesOf(key, text);
                found = found with
                {
                    Objects = found.Objects + 1,
                    ContentHash = ShardTally.Link(found.ContentHash, [text]),
                };
                first += lines.Count;
                yield return lines;
            }

            if ((found.Objects, found.ContentHash) != (shard.Objects, shard.ContentHash))
            {
                throw new ResultsDamagedException(
                    $"The results of {run} in {shard.Shard} are not what its manifest says: {found.Objects} objects with hash "
                        + $"{found.ContentHash} instead of {shard.Objects} with {shard.ContentHash}."
                );
            }
        }
    }

    /// <summary>Every line, the first of each event's copies.</summary>
    public async IAsyncEnumerable<ResultLine> LinesAsync(
        ResultManifest manifest,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = new HashSet<Claims.EventDigest>();
        await foreach (var lines in ObjectsAsync(manifest, cancellationToken))
        {
            foreach (var line in lines.Where(line => seen.Add(Claims.EventDigest.Of(line.Id))))
            {
                yield return line;
            }
        }
    }

    private async Task<byte[]> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var packed =
            await objects.GetAsync(key, cancellationToken)
            ?? throw new ResultsDamagedException($"The object {key} is gone.");
        try
        {
            // Whoever wrote it ended each line. Gzip that is cut off ends without a word, most often within one.
            return ResultObject.Unpack(packed) is [.., (byte)'\n'] text
                ? text
                : throw new ResultsDamagedException($"The object {key} is damaged: it is cut off.");
        }
        catch (InvalidDataException damage)
        {
            throw new ResultsDamagedException($"The object {key} is damaged: {damage.Message}", damage);
        }
    }

    private static List<ResultLine> LinesOf(string key, byte[] text)
    {
        var lines = new List<ResultLine>();
        foreach (var line in ResultObject.Lines(text))
        {
            try
            {
                lines.Add(ResultLine.Read(line));
            }
            catch (FormatException damage)
            {
                throw new ResultsDamagedException($"The object {key} is damaged in line {lines.Count + 1}.", damage);
            }
        }

        return lines;
    }
}

/// <summary>Results that must not be used: they are not what was written.</summary>
public sealed class ResultsDamagedException(string message, Exception? inner = null) : Exception(message, inner);
