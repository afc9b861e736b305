using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2.Model;
using EventRecovery.Audit.Cells;
using EventRecovery.Audit.Ledger;
using EventRecovery.Replay;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>The ledger in DynamoDB: <c>ledger#{audit}#{day}</c> / <c>{window}</c>, below 300 bytes and so one write unit each.</summary>
public sealed class DynamoCompletenessLedger(RecoveryTable table) : ICompletenessLedger
{
    /// <summary>As long as a stream can keep its records, and a month more.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(400);

    private const string From = "from";
    private const string To = "to";
    private const string Expected = "expected";
    private const string Hash = "hash";
    private const string Processed = "processed";
    private const string Missing = "missing";
    private const string Wrong = "wrong";
    private const string Findings = "findings";
    private const string AuditedAt = "auditedAt";

    public Task NoteAsync(string audit, CompletenessEntry entry, CancellationToken cancellationToken)
    {
        var attributes = new Dictionary<string, AttributeValue>
        {
            [From] = Attributes.Of(entry.Window.From),
            [To] = Attributes.Of(entry.Window.To),
            [Expected] = Attributes.Of(entry.Expected.Count),
            [Hash] = Attributes.Of(entry.Expected.Sum.ToString("x32", CultureInfo.InvariantCulture)),
            [Processed] = Attributes.Of(entry.Processed),
            [Missing] = Attributes.Of(entry.Missing),
            [Wrong] = Attributes.Of(entry.Wrong),
            [Findings] = Attributes.Of(entry.Findings),
            [AuditedAt] = Attributes.Of(entry.AuditedAt),
            [Attributes.ExpiresAt] = Attributes.UnixSeconds(entry.AuditedAt + Life),
        };
        return table.PutAsync(
            new ItemKey(Partition(audit, entry.Window.From), SortKey(entry.Window.From)),
            attributes,
            condition: null,
            cancellationToken
        );
    }

    public async IAsyncEnumerable<CompletenessEntry> ListAsync(
        string audit,
        ReplayWindow time,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var day = time.From.UtcDateTime.Date; day < time.To.UtcDateTime; day = day.AddDays(1))
        {
            var partition = Partition(audit, new DateTimeOffset(day, TimeSpan.Zero));
            await foreach (var item in table.QueryAsync(partition, "", cancellationToken))
            {
                if (time.Contains(item.Time(From)))
                {
                    yield return Read(item);
                }
            }
        }
    }

    private static CompletenessEntry Read(Dictionary<string, AttributeValue> item) =>
        new(
            new ReplayWindow(item.Time(From), item.Time(To)),
            new CellSketch(
                item.Number(Expected),
                UInt128.Parse(item.Text(Hash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            ),
            item.Number(Processed),
            item.Number(Missing),
            item.Number(Wrong),
            item.Number(Findings),
            item.Time(AuditedAt)
        );

    private static string Partition(string audit, DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"ledger#{audit}#{time.UtcDateTime:yyyyMMdd}");

    private static string SortKey(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'.'fffffff'Z'", CultureInfo.InvariantCulture);
}
