using EventRecovery.Archive;
using EventRecovery.Aws.Kinesis;
using EventRecovery.Objects;
using EventRecovery.Replay;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Cli.Demo;

/// <summary>The archive of the demo's stream, as the archiver writes it; the replay takes the older half of the window from it.</summary>
/// <param name="Seam">What arrived before it comes from the archive.</param>
/// <param name="Events">How many that are.</param>
internal sealed record DemoArchive(DateTimeOffset Seam, int Events)
{
    public const string Prefix = "archive";

    private const int BatchRecords = 500;

    public static async Task<DemoArchive> WriteAsync(
        DemoStack stack,
        ReplayWindow window,
        IEntropy entropy,
        CancellationToken cancellationToken
    )
    {
        var stream = stack.Local.Options.Streams.Source;
        var reader = new KinesisShardReader(stack.Local.Kinesis);
        var writer = new ArchiveWriter(new FolderObjectStore(stack.Local.ObjectsFolder, entropy), Prefix);
        var seam = window.From + (window.Length / 2);
        var older = 0;
        foreach (var shard in await reader.ListShardsAsync(stream, cancellationToken))
        {
            var records = await Stack.StreamContents.ReadAsync(reader, stream, shard.Id, cancellationToken);
            foreach (var batch in records.Chunk(BatchRecords))
            {
                await writer.WriteAsync(new ShardBatch(stream, shard.Id, batch, shard.HashKeys), cancellationToken);
            }

            older += records.Count(record => record.ArrivedAt < seam);
        }

        return new DemoArchive(seam, older);
    }
}
