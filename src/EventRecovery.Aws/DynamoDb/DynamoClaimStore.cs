using System.Globalization;
using Amazon.DynamoDBv2.Model;
using EventRecovery.Claims;

namespace EventRecovery.Aws.DynamoDb;

/// <summary>
/// Claim logs in DynamoDB: a partition a log, an item a page, and an item that closes it.
/// <code>
///   pk claims#rate-adjustment/1#0of1#20261122T080000Z
///     sk 0000000001        body (the page), expiresAt
///     sk 0000000001#done   published (true, or a bitmap), expiresAt
/// </code>
/// A page of 500 claims is 13 write units, its done item one.
/// </summary>
public sealed class DynamoClaimStore(RecoveryTable table, TimeProvider time) : IClaimStore
{
    private const string Body = "body";
    private const string Published = "published";
    private const string DoneSuffix = "#done";

    /// <summary>
    /// How long pages are kept: Kinesis keeps records for at most 365 days, and a replay of the oldest may last weeks. TTL only
    /// cleans up; nothing is decided by it.
    /// </summary>
    public static readonly TimeSpan PageLife = TimeSpan.FromDays(400);

    /// <summary>
    /// Longer than a page, by far more than TTL's deletions are late (days): a page that outlived its done item would look
    /// unpublished.
    /// </summary>
    private static readonly TimeSpan DoneLife = PageLife + TimeSpan.FromDays(30);

    public async Task<ClaimLogSlice> ReadAsync(ClaimLogId log, int fromPage, CancellationToken cancellationToken)
    {
        var pages = new List<ClaimPage>();
        var done = new Dictionary<int, PublishedEntries>();
        await foreach (var item in table.QueryAsync(log.ToString(), PageKey(fromPage), cancellationToken))
        {
            var sk = item.Text(Attributes.Sk);
            var number = int.Parse(sk.AsSpan(0, 10), NumberStyles.None, CultureInfo.InvariantCulture);
            if (sk.EndsWith(DoneSuffix, StringComparison.Ordinal))
            {
                done.Add(number, ReadPublished(item));
            }
            else
            {
                pages.Add(ReadPage(item, log, number));
            }
        }

        return new ClaimLogSlice(pages, done);
    }

    public async Task<PublishedEntries?> ReadDoneAsync(ClaimLogId log, int page, CancellationToken cancellationToken)
    {
        var item = await table.GetAsync(new ItemKey(log.ToString(), DoneKey(page)), cancellationToken);
        return item is null ? null : ReadPublished(item);
    }

    public async Task<AppendOutcome> AppendAsync(ClaimLogId log, ClaimPage page, CancellationToken cancellationToken)
    {
        var attributes = new Dictionary<string, AttributeValue>
        {
            [Body] = Attributes.Of(ClaimPageFormat.Write(page)),
            [Attributes.ExpiresAt] = Attributes.UnixSeconds(page.WrittenAt + PageLife),
        };
        var written = await table.PutAsync(
            new ItemKey(log.ToString(), PageKey(page.Number)),
            attributes,
            ItemUpdate.IfAbsent,
            cancellationToken
        );
        return written ? AppendOutcome.Appended : AppendOutcome.Taken;
    }

    public Task WriteDoneAsync(
        ClaimLogId log,
        int page,
        PublishedEntries published,
        CancellationToken cancellationToken
    )
    {
        var attributes = new Dictionary<string, AttributeValue>
        {
            [Published] = published.IsAll ? Attributes.Of(flag: true) : Attributes.Of(published.ToBitmap()),
            [Attributes.ExpiresAt] = Attributes.UnixSeconds(time.GetUtcNow() + DoneLife),
        };
        return table.PutAsync(
            new ItemKey(log.ToString(), DoneKey(page)),
            attributes,
            condition: null,
            cancellationToken
        );
    }

    private static string PageKey(int number) => number.ToString("D10", CultureInfo.InvariantCulture);

    private static string DoneKey(int number) => PageKey(number) + DoneSuffix;

    private static ClaimPage ReadPage(Dictionary<string, AttributeValue> item, ClaimLogId log, int number) =>
        item.TryGetValue(Body, out var body) && body.B is { } bytes
            ? ClaimPageFormat.Read(bytes.ToArray(), log, number)
            : throw new ClaimPageDamagedException(log, number);

    private static PublishedEntries ReadPublished(Dictionary<string, AttributeValue> item) =>
        item[Published].B is { } bitmap ? PublishedEntries.FromBitmap(bitmap.ToArray()) : PublishedEntries.All;
}
