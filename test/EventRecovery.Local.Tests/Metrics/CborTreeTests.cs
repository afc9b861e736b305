using EventRecovery.Local.Metrics;

namespace EventRecovery.Local.Tests.Metrics;

/// <summary>Examples from RFC 8949, appendix A, as far as Smithy's protocol uses them.</summary>
public sealed class CborTreeTests
{
    [Theory]
    [InlineData("00", "0")]
    [InlineData("17", "23")]
    [InlineData("1818", "24")]
    [InlineData("1903e8", "1000")]
    [InlineData("1a000f4240", "1000000")]
    [InlineData("1b000000e8d4a51000", "1000000000000")]
    [InlineData("20", "-1")]
    [InlineData("3903e7", "-1000")]
    [InlineData("f93c00", "1")]
    [InlineData("fa47c35000", "100000")]
    [InlineData("fb3ff199999999999a", "1.1")]
    [InlineData("f4", "false")]
    [InlineData("f5", "true")]
    [InlineData("c11a514b67b0", "1363896240")]
    [InlineData("c1fb41d452d9ec200000", "1363896240.5")]
    [InlineData("6449455446", "\"IETF\"")]
    [InlineData("7f657374726561646d696e67ff", "\"streaming\"")]
    [InlineData("80", "[]")]
    [InlineData("83010203", "[1,2,3]")]
    [InlineData("9f018202039f0405ffff", "[1,[2,3],[4,5]]")]
    [InlineData("a26161016162820203", """{"a":1,"b":[2,3]}""")]
    [InlineData("bf61610161629f0203ffff", """{"a":1,"b":[2,3]}""")]
    public void An_item_is_read(string hex, string json) =>
        CborTree.Parse(Convert.FromHexString(hex))!.ToJsonString().ShouldBe(json);

    [Theory]
    [InlineData("")]
    [InlineData("61")]
    [InlineData("18")]
    [InlineData("7affffffff")]
    [InlineData("9f01")]
    [InlineData("bf6161")]
    [InlineData("a10102")]
    [InlineData("1c")]
    [InlineData("ff")]
    [InlineData("7f01ff")]
    public void Broken_cbor_is_refused(string hex) =>
        Should.Throw<FormatException>(() => CborTree.Parse(Convert.FromHexString(hex)));

    [Fact]
    public void Deep_nesting_is_refused() =>
        Should.Throw<FormatException>(() => CborTree.Parse(Enumerable.Repeat((byte)0x81, 100_000).ToArray()));
}
