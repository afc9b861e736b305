using System.IO.Compression;
using System.Text;
using EventRecovery.Replay;
using static EventRecovery.Replay.SomeShards;

namespace EventRecovery.Versions;

/// <summary>Whatever became of an object, a person is told which one it is.</summary>
public sealed class DamagedResultsTests
{
    private static readonly RunId Run = new("pricing-bug");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("no JSON\n")]
    [InlineData("{}\n")]
    [InlineData("""{"id":"a","at":"yesterday","key":"k","event":{}}""" + "\n")]
    [InlineData("""{"id":"a","at":"2026-11-22T08:00:00Z","key":"k","event":{}}""")]
    public async Task Lines_that_nobody_wrote_are_told_with_their_object(string text) =>
        await IsDamagedAsync(Pack(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task A_line_in_the_middle_is_told_by_its_number()
    {
        const string good = """{"id":"a","at":"2026-11-22T08:00:00Z","key":"k","event":{}}""";

        (await IsDamagedAsync(Pack(Encoding.UTF8.GetBytes($"{good}\n{good[..^1]}\n{good}\n")))).ShouldContain("line 2");
    }

    [Fact]
    public async Task What_is_no_gzip_is_told_with_its_object() => await IsDamagedAsync("{}\n"u8.ToArray());

    [Fact]
    public async Task An_object_that_is_cut_off_is_told()
    {
        var (world, key) = await RecoveredAsync();
        var whole = (await world.Objects.GetAsync(key, Cancelled))!;

        for (var length = 0; length < whole.Length - 8; length += 7)
        {
            await IsDamagedAsync(world, key, whole[..length]);
        }
    }

    [Fact]
    public async Task An_object_that_unpacks_to_more_than_anybody_writes_is_not_unpacked() =>
        (await IsDamagedAsync(Pack(new byte[1 << 20], times: 81))).ShouldContain(
            "unpacks to more than 83,886,080 bytes"
        );

    [Fact]
    public async Task An_object_that_is_gone_is_told()
    {
        var (world, key) = await RecoveredAsync();
        var manifest = (await new ResultReader(world.Objects).FindAsync(Run, Cancelled)).ShouldNotBeNull();
        var elsewhere = new ResultReader(new ReplayWorld().Objects);

        (
            await Should.ThrowAsync<ResultsDamagedException>(async () =>
            {
                await foreach (var _ in elsewhere.ObjectsAsync(manifest, Cancelled)) { }
            })
        ).Message.ShouldBe($"The object {key} is gone.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"run":null}""")]
    public async Task A_manifest_that_is_none_is_told(string json)
    {
        var world = new ReplayWorld();
        await world.Objects.PutAsync("results/pricing-bug/manifest.json", Encoding.UTF8.GetBytes(json), Cancelled);

        (
            await Should.ThrowAsync<ResultsDamagedException>(new ResultReader(world.Objects).FindAsync(Run, Cancelled))
        ).Message.ShouldContain("results/pricing-bug/manifest.json");
    }

    [Fact]
    public void A_result_without_its_recovery_member_is_told_with_its_event()
    {
        var line = ResultLine.Read("""{"id":"uw1","at":"2026-11-22T08:00:00Z","key":"k","event":{}}"""u8.ToArray());

        Should.Throw<ResultsDamagedException>(() => line.ResultHash()).Message.ShouldContain("uw1");
    }

    private static async Task<string> IsDamagedAsync(byte[] instead)
    {
        var (world, key) = await RecoveredAsync();
        return await IsDamagedAsync(world, key, instead);
    }

    private static async Task<string> IsDamagedAsync(ReplayWorld world, string key, byte[] instead)
    {
        await world.Objects.PutAsync(key, instead, Cancelled);
        var reader = new ResultReader(world.Objects);
        var manifest = (await reader.FindAsync(Run, Cancelled)).ShouldNotBeNull();

        var message = (await Should.ThrowAsync<ResultsDamagedException>(ReadAsync())).Message;

        message.ShouldContain(key);
        return message;

        async Task ReadAsync()
        {
            await foreach (var _ in reader.ObjectsAsync(manifest, Cancelled)) { }
        }
    }

    /// <summary>A run with results, and the name of its first object.</summary>
    private static async Task<(ReplayWorld World, string Key)> RecoveredAsync()
    {
        var world = new ReplayWorld().Put(60, TimeSpan.FromSeconds(60)).At(Noon);
        await world.Start().ReplayAsync();
        var results = await world.ResultsAsync();
        return (
            world,
            results.Keys.Order(StringComparer.Ordinal).First(key => key.EndsWith(".jsonl.gz", StringComparison.Ordinal))
        );
    }

    private static byte[] Pack(byte[] text, int times = 1)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var left = times; left > 0; left--)
            {
                gzip.Write(text);
            }
        }

        return packed.ToArray();
    }
}
