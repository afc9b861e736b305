using System.Globalization;
using System.Text;

namespace EventRecovery.Events;

public class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-11-22T08:00:00Z", "2026-11-22T08:00:00.0000000")]
    [InlineData("2026-11-22t08:00:00z", "2026-11-22T08:00:00.0000000")]
    [InlineData("2026-11-22 08:00:00Z", "2026-11-22T08:00:00.0000000")]
    [InlineData("2026-11-22T08:00:00.25+01:00", "2026-11-22T07:00:00.2500000")]
    [InlineData("2026-11-22T08:00:00-23:59", "2026-11-23T07:59:00.0000000")]
    [InlineData("2026-11-22T08:00:00-00:00", "2026-11-22T08:00:00.0000000")]
    [InlineData("2026-11-22T08:00:00.123456789123456789Z", "2026-11-22T08:00:00.1234567")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000")]
    [InlineData("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.9999999")]
    [InlineData("2017-01-01T00:59:60.5+01:00", "2016-12-31T23:59:59.9999999")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000")]
    public void A_timestamp_is_read_to_utc(string text, string utc)
    {
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var timestamp).ShouldBeTrue();
        timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture).ShouldBe(utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-22T08:00:00")]
    [InlineData("2026-11-22T08:00Z")]
    [InlineData("2026-11-22T08:00:00.Z")]
    [InlineData("2026-11-22T08:00:00+0100")]
    [InlineData("2026-11-22T08:00:00+24:00")]
    [InlineData("2026-11-22T08:00:00+01:60")]
    [InlineData("2026-11-22T08:00:00Zx")]
    [InlineData("2026-11-22T24:00:00Z")]
    [InlineData("2026-11-22T08:60:00Z")]
    [InlineData("2026-11-22T08:00:61Z")]
    [InlineData("2026-11-22T08:00:60Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-01-00T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+00:01")]
    [InlineData("9999-12-31T23:59:59-00:01")]
    [InlineData("2026/11/22T08:00:00Z")]
    [InlineData("1769990400")]
    [InlineData("２026-11-22T08:00:00Z")]
    public void What_is_no_timestamp_with_an_offset_is_refused(string text) =>
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();
}
