using System.Buffers;
using System.Text;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;
using MyCompany.Recovery;

namespace EventRecovery.Conventions.Tests.Readme;

public sealed class SurchargeTests
{
    [Fact]
    public void The_recalculation_of_the_README_corrects_an_event() =>
        Correct("""{"id":"a","timestamp":"2026-11-22T08:00:00Z","amount":1.10}""")
            .ShouldBe("""{"id":"a","timestamp":"2026-11-22T08:00:00Z","amount":1.10,"total":1.35}""");

    [Fact]
    public void The_recalculation_of_the_README_rejects_an_event_without_an_amount() =>
        Correct("""{"id":"a","timestamp":"2026-11-22T08:00:00Z"}""").ShouldBe("no-amount: The event has no amount.");

    private static string Correct(string text)
    {
        var reader = new EventReader(EventFormat.Default, JsonLimits.Default);
        var original = reader.Read(Encoding.UTF8.GetBytes(text)).Event!;
        using var recalculator = new Recalculator(new Surcharge());
        var output = new ArrayBufferWriter<byte>();
        var result = recalculator.Correct(original, output);
        return result.Rejection?.ToString() ?? Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
