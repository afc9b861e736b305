using System.Text;
using EventRecovery.Json;
using EventRecovery.Kpl;
using EventRecovery.Recalculation;
using EventRecovery.Testing.Kpl;

namespace EventRecovery.Events;

public class EventReaderTests
{
    [Fact]
    public void A_plain_event_has_its_id_and_timestamp()
    {
        var read = SomeEvents.Read(
            """{"id":"uw61345682","timestamp":"2018-01-31T01:49:59.650Z","type":"earthquake"}"""
        );

        read.Id.ShouldBe(new EventId("uw61345682"));
        read.Timestamp.ShouldBe(new DateTimeOffset(2018, 1, 31, 1, 49, 59, 650, TimeSpan.Zero));
        read.Type.ShouldBe("earthquake");
        read.OrderKey.ShouldBeNull();
    }

    [Fact]
    public void A_cloud_event_is_known_by_its_specversion()
    {
        var read = SomeEvents.Read(
            """{"specversion":"1.0","id":"A-1","source":"/s","type":"t","time":"2026-11-22T09:00:00+01:00","timestamp":"not looked at"}"""
        );

        read.Timestamp.ShouldBe(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
        read.Timestamp.Offset.ShouldBe(TimeSpan.Zero);
        read.Type.ShouldBe("t");
    }

    [Fact]
    public void Configured_pointers_count_for_every_event()
    {
        var format = new EventFormat
        {
            Id = "/meta/key",
            Timestamp = "/meta/at",
            OrderKey = "/meta/customers/0",
        };
        var reader = new EventReader(format, JsonLimits.Default);
        var read = reader
            .Read("""{"meta":{"key":7,"at":"2026-01-01T00:00:00Z","customers":["c-1"]}}"""u8.ToArray())
            .Event!;

        read.Id.ShouldBe(new EventId("7"));
        read.OrderKey.ShouldBe(new OrderKey("c-1"));
    }

    [Theory]
    [InlineData("{}", "missing-order-key")]
    [InlineData("{\"customer\":null}", "invalid-order-key")]
    [InlineData("{\"customer\":\"\"}", "invalid-order-key")]
    public void A_configured_order_key_has_to_be_there(string rest, string code)
    {
        var reader = new EventReader(new EventFormat { OrderKey = "/customer" }, JsonLimits.Default);
        string text = """{"id":1,"timestamp":"2026-01-01T00:00:00Z",""" + rest[1..];

        reader
            .Read(Encoding.UTF8.GetBytes(text.Replace(",}", "}", StringComparison.Ordinal)))
            .Rejection.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("\"x\"", "x")]
    [InlineData("42", "42")]
    [InlineData("-1", "-1")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\"\\u0041\"", "A")]
    public void An_id_is_a_string_or_an_integer(string id, string value) =>
        SomeEvents.Read($$"""{"id":{{id}},"timestamp":"2026-01-01T00:00:00Z"}""").Id.Value.ShouldBe(value);

    public static TheoryData<string, byte[]> BadInputs =>
        new()
        {
            { "empty-record", [] },
            { "empty-record", "  \n"u8.ToArray() },
            { "not-json", "hello"u8.ToArray() },
            { "not-json", """{"id":"a","timestamp":"2026-01-01T00:00:00Z" """u8.ToArray() },
            { "trailing-data", """{"id":"a"}{"id":"b"}"""u8.ToArray() },
            { "byte-order-mark", [0xEF, 0xBB, 0xBF, (byte)'{', (byte)'}'] },
            { "not-an-object", "[1]"u8.ToArray() },
            { "not-an-object", "\"text\""u8.ToArray() },
            { "not-an-object", "null"u8.ToArray() },
            { "missing-id", """{"timestamp":"2026-01-01T00:00:00Z"}"""u8.ToArray() },
            { "invalid-id", """{"id":"","timestamp":"2026-01-01T00:00:00Z"}"""u8.ToArray() },
            { "invalid-id", """{"id":null,"timestamp":"2026-01-01T00:00:00Z"}"""u8.ToArray() },
            { "invalid-id", """{"id":1.0,"timestamp":"2026-01-01T00:00:00Z"}"""u8.ToArray() },
            { "invalid-id", Encoding.UTF8.GetBytes($$"""{"id":"{{new string('x', 1025)}}"}""") },
            { "missing-timestamp", """{"id":"a"}"""u8.ToArray() },
            {
                "missing-timestamp",
                """{"id":"a","specversion":"1.0","timestamp":"2026-01-01T00:00:00Z"}"""u8.ToArray()
            },
            { "invalid-timestamp", """{"id":"a","timestamp":1769990400}"""u8.ToArray() },
            { "invalid-timestamp", """{"id":"a","timestamp":"2026-01-01T00:00:00"}"""u8.ToArray() },
            { "duplicate-name", """{"id":"a","id":"b","timestamp":"2026-01-01T00:00:00Z"}"""u8.ToArray() },
            { "too-deep", Encoding.UTF8.GetBytes("{\"id\":" + new string('[', 1000) + new string(']', 1000) + "}") },
            { "too-large", new byte[2 * 1024 * 1024] },
            { "invalid-utf8", [(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}'] },
            {
                "non-finite-number",
                """{"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":NaN}"""u8.ToArray()
            },
            {
                "number-out-of-range",
                """{"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":1e400}"""u8.ToArray()
            },
            { "lone-surrogate", """{"id":"\ud800","timestamp":"2026-01-01T00:00:00Z"}"""u8.ToArray() },
        };

    [Theory]
    [MemberData(nameof(BadInputs))]
    public void Each_bad_input_is_rejected_with_its_reason(string code, byte[] data)
    {
        var result = SomeEvents.Reader.Read(data);

        result.IsEvent.ShouldBeFalse();
        result.Rejection.Code.ShouldBe(code, result.Rejection.Message);
        result.Rejection.Message.ShouldEndWith(".");
    }

    [Fact]
    public void A_number_beyond_decimal_is_an_event_that_the_sample_recalculation_rejects()
    {
        using var recalculator = new Recalculator(new RateAdjustment());
        var read = SomeEvents.Read("""{"id":"a","timestamp":"2026-01-01T00:00:00Z","original_value":1e29}""");

        recalculator.Correct(read).Rejection!.Value.Code.ShouldBe("number-out-of-range");
    }

    [Fact]
    public void A_truncated_aggregate_is_damaged_and_says_so()
    {
        byte[] record = new KplAggregator().Add("k", "{}").ToRecord();

        KplAggregate.TryOpen(record.AsMemory(0, record.Length - 20), out _, out var damage).ShouldBe(KplStatus.Damaged);
        damage.Code.ShouldBe("truncated-aggregate");
    }

    [Fact]
    public void Messages_hold_none_of_the_data()
    {
        const string secret = "4111-1111-1111-1111";
        foreach (
            string text in new[]
            {
                $"{{\"{secret}\":1,\"{secret}\":2}}",
                secret,
                $"{{\"id\":[\"{secret}\"]}}",
                $"{{\"id\":1,\"timestamp\":\"{secret}\"}}",
            }
        )
        {
            SomeEvents.Reader.Read(Encoding.UTF8.GetBytes(text)).Rejection.Message.ShouldNotContain("4111");
        }
    }

    [Fact]
    public void Codes_are_kebab_case_and_never_used_twice()
    {
        string[] codes = [.. typeof(RejectCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

        codes.ShouldBeUnique();
        codes.ShouldAllBe(code => code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
    }
}
