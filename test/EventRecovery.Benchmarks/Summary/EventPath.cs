using System.Security.Cryptography;
using System.Text.Json;
using EventRecovery.Streams;

namespace EventRecovery.Benchmarks.Summary;

/// <summary>The whole path of events, in batches, and the least that any program must do for them.</summary>
internal static class EventPath
{
    /// <summary>Of one round: so many that the making of an engine is nothing beside them.</summary>
    public const int Events = 20_000;

    private const int Batch = 500;

    /// <summary>Of the event and of its result; those of its id and of its source are short.</summary>
    private const int HashesOfEvent = 2;

    public static async Task WholeAsync(List<StreamRecord> records, List<string> encoded)
    {
        var engine = Engines.Consumer(new NoClaims(), new CountingWriter());
        var batch = new List<StreamRecord>(Batch);
        for (var i = 0; i < records.Count; i++)
        {
            batch.Add(records[i] with { Data = Convert.FromBase64String(encoded[i]) });
            if (batch.Count == Batch)
            {
                await Engines.ProcessAsync(engine, batch);
                batch.Clear();
            }
        }
    }

    public static Task Bare(List<StreamRecord> records)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var record in records)
        {
            var reader = new Utf8JsonReader(record.Data.Span);
            while (reader.Read()) { }

            for (var i = 0; i < HashesOfEvent; i++)
            {
                SHA256.HashData(record.Data.Span, hash);
            }

            // An id, and a source's name: short ones.
            SHA256.HashData(record.Data.Span[..16], hash);
            SHA256.HashData(record.Data.Span[..96], hash);
        }

        return Task.CompletedTask;
    }
}
