using EventRecovery.Claims;
using EventRecovery.Streams;

namespace EventRecovery.Aws.Tests.Differential.Stores;

/// <summary>The claim logs of the traces.</summary>
internal static class Logs
{
    public static ClaimLogId Number(int log) => new("rate-adjustment/1", log, 2, StoreSystem.Eight);
}

internal sealed record AppendPage(int Log, int Page, int Token, int Entries) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        await system.Claims.AppendAsync(
            Logs.Number(Log),
            new ClaimPage(
                Page,
                new Writer(Lineage.Consumer("reprocessor"), new StreamName("error_events"), new ShardId("shardId-7")),
                StoreSystem.Eight.AddTicks(Token),
                (UInt128)Token,
                [
                    .. Enumerable
                        .Range(0, Entries)
                        .Select(i => new ClaimEntry(new EventDigest((UInt128)i), new SourceDigest((ulong)(i + Token)))),
                ]
            ),
            token
        );
}

/// <param name="Every">Each so manieth entry was published; 1 is all.</param>
internal sealed record WriteDone(int Log, int Page, int Entries, int Every) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        var published = PublishedEntries.Some([.. Enumerable.Range(0, Entries).Select(i => i % Every == 0)]);
        await system.Claims.WriteDoneAsync(Logs.Number(Log), Page, published, token);
        return "written";
    }
}

internal sealed record ReadLog(int Log, int From) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        var slice = await system.Claims.ReadAsync(Logs.Number(Log), From, token);
        var pages = slice.Pages.Select(page =>
            $"{page.Number}: {page.Entries.Count} by {page.WrittenAt.Ticks} {Bytes(page)}"
        );
        var done = slice.Done.OrderBy(done => done.Key).Select(done => $"{done.Key} {Bits(done.Value)}");
        return $"pages {string.Join(", ", pages)}; done {string.Join(", ", done)}";
    }

    public static string Bits(PublishedEntries? published) =>
        published is null
            ? "nothing"
            : string.Concat(Enumerable.Range(0, 40).Select(index => published.Contains(index) ? 'x' : '.'));

    private static string Bytes(ClaimPage page) => Convert.ToHexString(ClaimPageFormat.Write(page).AsSpan()[^8..]);
}

internal sealed record ReadDone(int Log, int Page) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        ReadLog.Bits(await system.Claims.ReadDoneAsync(Logs.Number(Log), Page, token));
}

internal sealed record GetOrCreateLayout(int Version, int Slots, int Hours) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        var initial = new ClaimLayout(Slots, TimeSpan.FromHours(Hours));
        return (await system.Layouts.GetOrCreateAsync($"version-{Version}", initial, token)).Rules;
    }
}
