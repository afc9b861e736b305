using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using EventRecovery.Json;
using EventRecovery.Objects;
using EventRecovery.Streams;

namespace EventRecovery.Archive;

/// <summary>
/// Keeps records as they are on the stream: one packed object for each batch and hour. Writing a batch again writes the same object
/// again, so a batch that is delivered twice is kept once. A batch that begins alike and ends elsewhere is another object: Lambda bisects
/// batches, and a shorter one that is written late must not take the place of a longer one.
/// </summary>
public sealed class ArchiveWriter(IObjectStore store, string prefix)
{
    /// <summary>Returns how many records were kept.</summary>
    public async Task<int> WriteAsync(ShardBatch batch, CancellationToken cancellationToken)
    {
        var written = 0;
        while (written < batch.Records.Count)
        {
            var first = batch.Records[written];
            var hour = ArchiveLayout.HourOf(first.ArrivedAt);
            var records = batch
                .Records.Skip(written)
                .TakeWhile(record => ArchiveLayout.HourOf(record.ArrivedAt) == hour)
                .ToList();
            await store.PutAsync(KeyOf(batch, first, records[^1], hour), Pack(batch, records), cancellationToken);
            written += records.Count;
        }

        return written;
    }

    private string KeyOf(ShardBatch batch, StreamRecord first, StreamRecord last, long hour) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{ArchiveLayout.PrefixOf(prefix, hour)}{batch.Stream}-{batch.Shard}-{first.Sequence}-{last.Sequence}.jsonl.gz"
        );

    private static byte[] Pack(ShardBatch batch, List<StreamRecord> records)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        using (var line = new PooledBuffer())
        {
            foreach (var record in records)
            {
                line.Clear();
                using (var json = new Utf8JsonWriter(line))
                {
                    ArchiveEnvelope.Write(json, batch.Stream, batch.Shard, record);
                }

                gzip.Write(line.WrittenSpan);
                gzip.WriteByte((byte)'\n');
            }
        }

        return packed.ToArray();
    }
}
