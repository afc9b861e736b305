using System.Text;
using System.Text.Json;

namespace EventRecovery.Fuzzing.Mutations;

/// <summary>JSON texts, one or a line each: half of the time values are exchanged for others and the syntax stays right.</summary>
internal sealed class JsonForm : IForm
{
    private const int LongestName = 64;

    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "0.1e-7",
            "79228162514264337593543950335",
            "9223372036854775808",
            "2147483648",
            "123456789012345678901234567890123456789",
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud83d\\ude00\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"9999-12-31T23:59:59.9999999Z\"",
            "\"9999-12-31T23:59:59-14:00\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"0001-01-01T00:00:00+14:00\"",
            "\"2026-11-22T08:00:60Z\"",
            "\"2026-11-22T08:30:00Z\"",
            "\"1970-01-01T00:00:00Z\"",
            "\"missing\"",
            "\"wrong\"",
            "\"replay\"",
            "\"AAAA\"",
            "\"84mawgoA\"",
            "\"s3://b/k\"",
            "[]",
            "[[]]",
            "{}",
            "{\"a\":{}}",
            "[\"/a\",\"/b\"]",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public byte[] Mutate(byte[] input, byte[] other, ByteMutator mutator, Random random)
    {
        if (random.Next(2) == 0)
        {
            return mutator.Mutate(input, other);
        }

        var bytes = input;
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            bytes = Exchange(bytes, other, random);
        }

        return bytes;
    }

    /// <summary>
    /// One value becomes another: most often the one that bears its name in another input, which may be as right as it; else one of the
    /// list, or any.
    /// </summary>
    private static byte[] Exchange(byte[] input, byte[] other, Random random)
    {
        var places = ValuesIn(input);
        if (places.Count == 0)
        {
            return input;
        }

        var place = places[random.Next(places.Count)];
        var donors = random.Next(3) == 0 ? [] : ValuesIn(other);
        var namesakes = donors.FindAll(donor => donor.Name == place.Name);
        var value =
            namesakes.Count > 0 ? namesakes[random.Next(namesakes.Count)].In(other)
            : donors.Count > 0 ? donors[random.Next(donors.Count)].In(other)
            : Values[random.Next(Values.Length)];
        return [.. input[..place.Start], .. value, .. input[place.End..]];
    }

    /// <summary>Where scalars and strings stand, in the first lines that are JSON.</summary>
    private static List<Place> ValuesIn(byte[] input)
    {
        var places = new List<Place>();
        var name = "";
        try
        {
            var options = new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true };
            var reader = new Utf8JsonReader(input, options);
            while (places.Count < 200 && reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = reader.ValueSpan.Length < LongestName ? Encoding.UTF8.GetString(reader.ValueSpan) : "";
                        break;
                    case JsonTokenType.String
                    or JsonTokenType.Number
                    or JsonTokenType.True
                    or JsonTokenType.False
                    or JsonTokenType.Null:
                        places.Add(new Place(name, (int)reader.TokenStartIndex, (int)reader.BytesConsumed));
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // Up to there it was JSON.
        }

        return places;
    }

    private readonly record struct Place(string Name, int Start, int End)
    {
        public byte[] In(byte[] input) => input[Start..End];
    }
}
