using System.Globalization;
using System.Text;

namespace EventRecovery.Json;

public class EcmaNumberTests
{
    /// <summary>RFC 8785, Appendix B: the bits of a double, and its text.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Every_sample_of_appendix_B_is_written_as_listed(ulong bits, string text) =>
        Write(BitConverter.UInt64BitsToDouble(bits)).ShouldBe(text);

    /// <summary>.NET's own shortest text of the first two reads back as another double; Python and V8 agree on these.</summary>
    [Theory]
    [InlineData(0x3e60000000000000, "2.9802322387695312e-8")]
    [InlineData(0x0410000000000000, "4.1045368012983762e-289")]
    [InlineData(0x0060000000000000, "7.120236347223045e-307")]
    public void Powers_of_two_are_written_so_that_they_read_back(ulong bits, string text) =>
        Write(BitConverter.UInt64BitsToDouble(bits)).ShouldBe(text);

    [Theory]
    [InlineData(0x7fffffffffffffff)]
    [InlineData(0x7ff0000000000000)]
    [InlineData(0xfff0000000000000)]
    public void NaN_and_infinities_are_refused_as_appendix_B_asks(ulong bits) =>
        Should.Throw<ArgumentException>(() => Write(BitConverter.UInt64BitsToDouble(bits)));

    [Fact]
    public void Digits_are_as_few_as_round_trip_and_the_closest_of_that_many() =>
        Doubles().Where(value => !IsShortestAndClosest(value, Write(value))).ShouldBeEmpty();

    [Fact]
    public void The_canonical_form_of_any_spelling_is_that_of_its_double() =>
        Spellings().Where(text => Canonical(text) != Write(Parse(text))).ShouldBeEmpty();

    // Just above a power of two the closest decimal may be the neighbour's: then another one has to do.
    private static bool IsShortestAndClosest(double value, string text)
    {
        string mantissa = new([.. text.Split('e')[0].Where(char.IsAsciiDigit)]);
        int digits = Math.Max(1, mantissa.Trim('0').Length);
        bool roundTrips = Parse(text) == value;
        bool isClosest = Parse(Rounded(value, digits)) != value || IsSameDecimal(Rounded(value, digits), mantissa);
        bool isShortest = digits == 1 || Parse(Rounded(value, digits - 1)) != value;
        return roundTrips && isClosest && isShortest;
    }

    private static bool IsSameDecimal(string scientific, string mantissa) =>
        new string([.. scientific.Split('E')[0].Where(char.IsAsciiDigit)]).Trim('0') == mantissa.Trim('0');

    private static string Canonical(string text)
    {
        using var output = new PooledBuffer();
        CanonicalJson.Write(JsonTexts.Read(text), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static IEnumerable<double> Doubles()
    {
        var random = new Random(8785);
        for (int i = 0; i < 20_000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (double.IsFinite(value) && value != 0)
            {
                yield return value;
            }
        }
        for (int power = -1074; power < 1024; power++)
        {
            yield return Math.ScaleB(1, power); // the gap below a power of two is half of that above it
            yield return Math.BitDecrement(Math.ScaleB(1, power + 1));
        }
    }

    private static IEnumerable<string> Spellings()
    {
        var random = new Random(15);
        for (int i = 0; i < 50_000; i++)
        {
            string digits = string.Concat(
                Enumerable
                    .Range(0, random.Next(1, 18))
                    .Select(_ => random.Next(3) == 0 ? '0' : (char)('0' + random.Next(10)))
            );
            int point = random.Next(0, digits.Length);
            string whole = digits[..point].TrimStart('0');
            string text = (whole.Length == 0 ? "0" : whole) + (point == digits.Length ? "" : "." + digits[point..]);
            yield return random.Next(2) == 0 ? text : "-" + text;
            yield return whole.Length == 0 ? "0" : whole;
        }
    }

    private static string Rounded(double value, int digits) =>
        value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Write(double value)
    {
        byte[] buffer = new byte[EcmaNumber.MaxLength];
        return Encoding.UTF8.GetString(buffer, 0, EcmaNumber.Write(value, buffer));
    }
}
