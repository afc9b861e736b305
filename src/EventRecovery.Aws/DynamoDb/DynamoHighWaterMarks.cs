using Amazon.DynamoDBv2.Model;
using EventRecovery.Claims;
using EventRecovery.Engine;
using EventRecovery.Streams;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>High-water marks in DynamoDB: <c>consumer#{name}</c> / <c>shard#{stream}#{shard}</c>.</summary>
public sealed class DynamoHighWaterMarks(RecoveryTable table) : IHighWaterMarks
{
    /// <summary>How long a shard that is read no more stays listed.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private const string ShardPrefix = "shard#";
    private const string Stream = "stream";
    private const string Shard = "shard";
    private const string Sequence = "sequence";
    private const string ArrivedAt = "arrivedAt";
    private const string NotedAt = "notedAt";

    public Task NoteAsync(Lineage consumer, HighWaterMark mark, CancellationToken cancellationToken)
    {
        var attributes = new Dictionary<string, AttributeValue>
        {
            [Stream] = Attributes.Of(mark.Stream.Value),
            [Shard] = Attributes.Of(mark.Shard.Value),
            [Sequence] = Attributes.Of(mark.Sequence.Value),
            [ArrivedAt] = Attributes.Of(mark.ArrivedAt),
            [NotedAt] = Attributes.Of(mark.NotedAt),
            [Attributes.ExpiresAt] = Attributes.UnixSeconds(mark.NotedAt + Life),
        };
        return table.PutAsync(
            new ItemKey(Partition(consumer), $"{ShardPrefix}{mark.Stream}#{mark.Shard}"),
            attributes,
            condition: null,
            cancellationToken
        );
    }

    public async Task<IReadOnlyList<HighWaterMark>> ListAsync(Lineage consumer, CancellationToken cancellationToken)
    {
        var marks = new List<HighWaterMark>();
        await foreach (var item in table.QueryAsync(Partition(consumer), ShardPrefix, cancellationToken))
        {
            marks.Add(
                new HighWaterMark(
                    new StreamName(item.Text(Stream)),
                    new ShardId(item.Text(Shard)),
                    new SequenceNumber(item.Text(Sequence)),
                    item.Time(ArrivedAt),
                    item.Time(NotedAt)
                )
            );
        }

        return marks;
    }

    // A lineage reads consumer:name, a key consumer#name.
    private static string Partition(Lineage consumer) => consumer.Value.Replace(':', '#');
}
