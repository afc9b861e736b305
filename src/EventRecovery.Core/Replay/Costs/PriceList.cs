using EventRecovery.Json;

namespace EventRecovery.Replay.Costs;

/// <summary>
/// List prices of one region, from <c>prices.json</c> beside this file, each with where and when it was read. An estimate is as good
/// as they are: replace the file's figures with your contract's.
/// </summary>
public sealed class PriceList
{
    public const string DynamoDbWriteUnits = "dynamoDbWriteUnits";
    public const string DynamoDbReadUnits = "dynamoDbReadUnits";
    public const string KinesisPutPayloadUnits = "kinesisPutPayloadUnits";
    public const string KinesisLongTermRetrievalGigabytes = "kinesisLongTermRetrievalGigabytes";
    public const string LambdaGigabyteSeconds = "lambdaGigabyteSeconds";
    public const string LambdaRequests = "lambdaRequests";
    public const string StepFunctionsTransitions = "stepFunctionsTransitions";

    private static readonly Lazy<PriceList> Embedded = new(ReadEmbedded);

    private readonly Dictionary<string, Price> prices;

    private PriceList(string region, Dictionary<string, Price> prices) => (Region, this.prices) = (region, prices);

    /// <summary>The list that is built in: us-east-1.</summary>
    public static PriceList Default => Embedded.Value;

    public string Region { get; }

    public IReadOnlyDictionary<string, Price> All => prices;

    public Price this[string name] => prices[name];

    /// <exception cref="FormatException">The text is not a price list.</exception>
    public static PriceList Read(ReadOnlyMemory<byte> utf8)
    {
        if (!JsonText.TryRead(utf8, JsonLimits.Default, out var text, out var problem))
        {
            throw new FormatException($"The price list is not JSON: {problem.Message}.");
        }

        if (!text.Root.TryGet("prices"u8, out var all) || !text.Root.TryGet("region"u8, out var region))
        {
            throw new FormatException("The price list has no region or no prices.");
        }

        var read = new Dictionary<string, Price>();
        foreach (var property in all.EnumerateMembers())
        {
            read.Add(property.Name, ReadPrice(property.Name, property.Value));
        }

        region.TryGetString(out var name);
        return new PriceList(name, read);
    }

    private static Price ReadPrice(string name, JsonValue value)
    {
        if (
            !value.TryGet("usd"u8, out var usd)
            || !usd.TryGetDecimal(out var dollars)
            || !value.TryGet("per"u8, out var per)
            || !per.TryGetDecimal(out var quantity)
            || quantity <= 0
        )
        {
            throw new FormatException($"The price of {name} needs usd, and per above 0.");
        }

        return new Price(dollars / quantity, Text("unit"), Text("read"), Text("source"));

        string Text(string field) =>
            value.TryGet(System.Text.Encoding.UTF8.GetBytes(field), out var found) && found.TryGetString(out var text)
                ? text
                : throw new FormatException($"The price of {name} needs {field}.");
    }

    private static PriceList ReadEmbedded()
    {
        using var stream = typeof(PriceList).Assembly.GetManifestResourceStream("EventRecovery.prices.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Read(bytes.ToArray());
    }
}

/// <param name="Dollars">For one unit.</param>
/// <param name="Unit">What one unit is.</param>
/// <param name="Read">The day the figure was taken.</param>
/// <param name="Source">Where it was taken from.</param>
public sealed record Price(decimal Dollars, string Unit, string Read, string Source);
