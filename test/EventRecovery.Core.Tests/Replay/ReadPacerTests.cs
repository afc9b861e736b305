using EventRecovery.Replay.Reading;
using Microsoft.Extensions.Time.Testing;

namespace EventRecovery.Replay;

public class ReadPacerTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void By_default_live_readers_keep_sixty_percent_of_the_shard()
    {
        var limits = new ReadLimits();

        limits.BytesPerSecond.ShouldBe(800_000);
        limits.CallsPerSecond.ShouldBe(2);
    }

    [Fact]
    public void A_page_larger_than_a_second_is_paid_for_before_the_next_call()
    {
        var pacer = new ReadPacer(new ReadLimits { RecordsPerSecond = 1_000 }, time);

        pacer.AfterPage(recordCount: 10_000, byteCount: 10);
        pacer.Delay.ShouldBe(TimeSpan.FromSeconds(9));

        time.Advance(TimeSpan.FromSeconds(8));
        pacer.Delay.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Over_a_long_time_calls_records_and_bytes_stay_within_their_limits()
    {
        var limits = new ReadLimits { RecordsPerSecond = 500 };
        var pacer = new ReadPacer(limits, time);
        var (calls, records, bytes) = (0, 0L, 0L);
        var began = time.GetUtcNow();
        var random = new Random(42);

        while (time.GetUtcNow() - began < TimeSpan.FromMinutes(10))
        {
            var turn = pacer.BeforeCallAsync(TestContext.Current.CancellationToken);
            while (!turn.IsCompleted)
            {
                time.Advance(TimeSpan.FromMilliseconds(50));
            }

            await turn;
            var page = random.Next(0, 3_000);
            pacer.AfterPage(page, page * 700L);
            (calls, records, bytes) = (calls + 1, records + page, bytes + (page * 700L));
        }

        var seconds = (time.GetUtcNow() - began).TotalSeconds;
        (calls / seconds).ShouldBeLessThan(limits.CallsPerSecond * 1.02);
        (records / seconds).ShouldBeLessThan(limits.RecordsPerSecond * 1.02);
        (bytes / seconds).ShouldBeLessThan(limits.BytesPerSecond * 1.02);
        (records / seconds).ShouldBeGreaterThan(limits.RecordsPerSecond * 0.9, "the limit is used");
    }

    [Fact]
    public void A_bucket_saves_no_more_than_a_second()
    {
        var bucket = new TokenBucket(10, time);
        time.Advance(TimeSpan.FromHours(1));

        bucket.Spend(10);

        bucket.WaitFor(1).ShouldBe(TimeSpan.FromSeconds(0.1));
    }
}
