using System.Text;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Recalculation;

public class RecoveredEventTests
{
    private static readonly RecoveryOrigin Origin = new(
        "pricing-bug",
        "error_events",
        "shardId-000000000000",
        "49680454",
        3
    );

    [Fact]
    public void The_recovery_member_comes_last_and_says_where_the_event_came_from()
    {
        (var result, string text) = Recover("""{"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":2}""");

        text.ShouldBe(
            """{"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":2,"status":"processed","recalculated_value":2.2,"""
                + """ "recovery":{"run":"pricing-bug","version":"rate-adjustment/1",""".TrimStart()
                + """ "source":{"stream":"error_events","shard":"shardId-000000000000","sequence":"49680454","subSequence":3},""".TrimStart()
                + $"\"originalHash\":\"{result.OriginalHash}\",\"resultHash\":\"{result.ResultHash}\"}}}}"
        );
    }

    [Theory]
    [InlineData("""{"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":2}""")]
    [InlineData(
        """{"zeta":{"b":[1,{"c":1E2}],"a":"\u00e9"},"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":2.50,"status":"x","recovery":{"run":"old"}}"""
    )]
    [InlineData("""{"recovery":null,"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":1e3}""")]
    public void The_hashes_are_those_of_the_original_and_of_the_result_without_recovery(string text)
    {
        (var result, string recovered) = Recover(text);

        result.OriginalHash.ShouldBe(EventHash.Of(JsonTexts.Read(text)));
        var read = JsonTexts.Read(recovered);
        read.Root.TryGet("recovery"u8, out var recovery).ShouldBeTrue();
        int end = recovered.LastIndexOf(",\"recovery\":", StringComparison.Ordinal);
        result.ResultHash.ShouldBe(EventHash.Of(JsonTexts.Read(recovered[..end] + "}")));
        recovery.TryFind("/resultHash", out var hash).ShouldBeTrue();
        hash.TryGetString(out string hex);
        hex.ShouldBe(result.ResultHash.ToString());
    }

    [Fact]
    public void An_earlier_recovery_member_is_replaced()
    {
        string text = Recover(
            """{"id":"a","recovery":{"run":"old"},"timestamp":"2026-01-01T00:00:00Z","original_value":2}"""
        ).Text;

        text.ShouldStartWith("""{"id":"a","timestamp":""");
        text.ShouldNotContain("old");
        text.Split("\"recovery\"").Length.ShouldBe(2);
    }

    [Fact]
    public void Recovering_twice_gives_the_same_bytes()
    {
        const string text = """{"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":2}""";

        Recover(text).Text.ShouldBe(Recover(text).Text);
    }

    private static (RecoveryResult Result, string Text) Recover(string text)
    {
        using var recalculator = new Recalculator(new RateAdjustment());
        using var output = new PooledBuffer();
        var result = recalculator.Recover(SomeEvents.Read(text), Origin, output);
        result.Rejection.ShouldBeNull();
        return (result, Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
