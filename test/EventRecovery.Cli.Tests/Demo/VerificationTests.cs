using System.Buffers;
using System.Text;
using EventRecovery.Cli.Demo;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;

namespace EventRecovery.Cli.Tests.Demo;

public sealed class VerificationTests
{
    private static readonly Incident Incident = new Consumer(42).Consume(GeneratedEvents.Make(2_000, seed: 42));

    private readonly List<PublishedRecord> published = [.. Recovered()];
    private readonly List<ParkedRecord> parked =
    [
        .. Incident
            .ErrorRecords.Where(record => record.PoisonReason is not null)
            .Select(record => new ParkedRecord("error_events", record.PoisonReason!, record.Data)),
    ];

    private Verification Verdict => Verification.Of(Incident.ErrorRecords, published, parked);

    [Fact]
    public void A_clean_recovery_is_all_zeros()
    {
        Verdict.ShouldBe(new Verification(0, 0, 0, 0));
        Verdict.IsOk.ShouldBeTrue();
    }

    [Fact]
    public void An_event_that_was_not_published_is_missing()
    {
        published.RemoveAt(7);

        Verdict.ShouldBe(new Verification(1, 0, 0, 0));
    }

    [Fact]
    public void An_event_published_twice_is_duplicated()
    {
        published.Add(published[7]);

        Verdict.ShouldBe(new Verification(0, 0, 1, 0));
    }

    [Theory]
    [InlineData("\"status\":\"processed\"", "\"status\":\"new\"")]
    [InlineData("\"currency\":\"EUR\"", "\"currency\":\"USD\"")]
    [InlineData("\"currency\":\"EUR\",", "")]
    [InlineData("\"recalculated_value\":", "\"recalculated_value\":1")]
    [InlineData("\"recovery\":", "\"extra\":")]
    public void An_event_with_other_contents_than_it_must_have_is_wrong(string right, string wrong)
    {
        var text = Encoding.UTF8.GetString(published[7].Data.Span);
        published[7] = published[7] with
        {
            Data = Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)),
        };

        Verdict.ShouldBe(new Verification(1, 1, 0, 0));
    }

    [Fact]
    public void Two_events_of_one_key_that_changed_places_are_out_of_order()
    {
        var key = published.GroupBy(record => record.Key).First(group => group.Count() > 1).Key;
        var first = published.FindIndex(record => record.Key == key);
        var second = published.FindIndex(first + 1, record => record.Key == key);
        (published[first], published[second]) = (published[second], published[first]);

        Verdict.ShouldBe(new Verification(0, 0, 0, 1));
    }

    [Fact]
    public void A_broken_event_that_was_not_parked_is_missing()
    {
        parked.RemoveAt(0);

        Verdict.ShouldBe(new Verification(1, 0, 0, 0));
    }

    [Fact]
    public void An_event_parked_for_another_reason_is_missing_and_wrong()
    {
        parked[0] = parked[0] with { Reason = "no-idea" };

        Verdict.ShouldBe(new Verification(1, 1, 0, 0));
    }

    [Fact]
    public void A_record_that_is_no_event_is_wrong()
    {
        published.Add(new PublishedRecord("0", "a", "oops"u8.ToArray()));

        Verdict.ShouldBe(new Verification(0, 1, 0, 0));
    }

    private static IEnumerable<PublishedRecord> Recovered()
    {
        var reader = new EventReader(EventFormat.Default, JsonLimits.Default);
        using var recalculator = new Recalculator(new RateAdjustment());
        foreach (var record in Incident.ErrorRecords.Where(r => r.PoisonReason is null).DistinctBy(r => r.Origin.Id))
        {
            var output = new ArrayBufferWriter<byte>();
            var origin = new RecoveryOrigin("reprocessor", "error_events", "shardId-000000000000", "1", 0);
            recalculator.Recover(reader.Read(record.Data).Event!, origin, output);
            yield return new PublishedRecord(record.Origin.Id, record.Key, output.WrittenMemory);
        }
    }
}
