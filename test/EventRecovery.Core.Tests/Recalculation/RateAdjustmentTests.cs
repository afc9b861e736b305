using System.Text;
using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Recalculation;

public class RateAdjustmentTests
{
    [Theory]
    [InlineData("0.31", "0.341")]
    [InlineData("100", "110")]
    [InlineData("1e3", "1100")]
    [InlineData("1.10", "1.21")]
    [InlineData("-0.5", "-0.55")]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("5E-3", "0.0055")]
    [InlineData("0.1000000000000000055", "0.11000000000000000605")]
    [InlineData("7e-27", "0.0000000000000000000000000077")]
    [InlineData("72025602285694852357767227577", "79228162514264337593543950334.7", false)]
    public void The_product_is_exact_and_has_no_trailing_zeros(string value, string product, bool fits = true)
    {
        (var result, string corrected) = Correct(
            $$"""{"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":{{value}}}"""
        );

        if (!fits)
        {
            result.Rejection!.Value.Code.ShouldBe(RejectCodes.NumberOutOfRange);
            return;
        }
        result.Rejection.ShouldBeNull();
        corrected.ShouldEndWith(
            $$""","original_value":{{value}},"status":"processed","recalculated_value":{{product}}}"""
        );
    }

    [Theory]
    [InlineData("1e29")]
    [InlineData("1e-29")]
    [InlineData("1e308")]
    [InlineData("1e-28")]
    [InlineData("1e-999999999999")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("1234567890123456789012345678901234567890")]
    public void What_a_decimal_cannot_hold_exactly_is_out_of_range(string value) =>
        Correct($$"""{"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":{{value}}}""")
            .Result.Rejection!.Value.Code.ShouldBe("number-out-of-range");

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void An_original_value_that_is_no_number_is_rejected(string value) =>
        Correct($$"""{"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":{{value}}}""")
            .Result.Rejection!.Value.Code.ShouldBe("non-numeric-original-value");

    [Fact]
    public void A_missing_original_value_is_rejected() =>
        Correct("""{"id":"a","timestamp":"2026-01-01T00:00:00Z"}""")
            .Result.Rejection!.Value.Code.ShouldBe("missing-original-value");

    [Fact]
    public void Results_replace_what_is_there_and_all_else_keeps_its_bytes_and_order()
    {
        const string text =
            """{ "status" : "error", "id":"a", "x": 1.10, "recalculated_value": [1,2], "timestamp":"2026-01-01T00:00:00Z", "original_value":2 }""";

        Correct(text)
            .Corrected.ShouldBe(
                """{"status" : "processed","id":"a","x": 1.10,"recalculated_value": 2.2,"timestamp":"2026-01-01T00:00:00Z","original_value":2}"""
            );
    }

    [Fact]
    public void A_cloud_event_with_its_value_in_data_gets_its_results_there() =>
        Correct("""{"specversion":"1.0","id":"a","time":"2026-01-01T00:00:00Z","data":{"original_value":3}}""")
            .Corrected.ShouldEndWith("""{"original_value":3,"status":"processed","recalculated_value":3.3}}""");

    [Fact]
    public void Another_rate_can_be_configured()
    {
        using var recalculator = new Recalculator(new RateAdjustment(0.25m));
        using var output = new PooledBuffer();
        recalculator.Correct(
            SomeEvents.Read("""{"id":1,"timestamp":"2026-01-01T00:00:00Z","original_value":0.1}"""),
            output
        );

        Encoding.UTF8.GetString(output.WrittenSpan).ShouldContain("\"recalculated_value\":0.025");
    }

    private static (RecoveryResult Result, string Corrected) Correct(string text)
    {
        using var recalculator = new Recalculator(new RateAdjustment());
        using var output = new PooledBuffer();
        var result = recalculator.Correct(SomeEvents.Read(text), output);
        return (result, Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
