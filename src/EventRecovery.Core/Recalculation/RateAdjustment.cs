using EventRecovery.Events;
using EventRecovery.Json;

namespace EventRecovery.Recalculation;

/// <summary>
/// The sample recalculation, <c>rate-adjustment/1</c>: <c>recalculated_value</c> is <c>original_value</c> × rate, and <c>status</c> is
/// "processed". In a CloudEvent that keeps <c>original_value</c> in its <c>data</c>, the results go there too.
/// </summary>
/// <remarks>The product is exact and written without trailing zeros: 0.31 × 1.1 is 0.341, 100 × 1.1 is 110.</remarks>
/// <param name="rate">Any decimal. Default 1.1.</param>
/// <param name="edition">The number in its version, from 1: another rate is another edition.</param>
public sealed class RateAdjustment(decimal rate = 1.1m, int edition = 1) : IRecalculation
{
    private static readonly Places AtTop = new("");
    private static readonly Places InData = new("/data");

    /// <inheritdoc />
    public RecalculationVersion Version { get; } = new("rate-adjustment", edition);

    /// <inheritdoc />
    public IReadOnlyList<JsonPointer> MutablePaths { get; } =
    [AtTop.Status, AtTop.Result, InData.Status, InData.Result];

    /// <inheritdoc />
    public RecalculationResult Recalculate(StreamEvent original, Correction correction)
    {
        var inData = !original.TryFind(AtTop.Original, out JsonValue value);
        if (inData && !original.TryFind(InData.Original, out value))
        {
            return RecalculationResult.Reject(RejectCodes.MissingOriginalValue, "The event has no original_value.");
        }
        if (value.Kind != JsonKind.Number)
        {
            return RecalculationResult.Reject(
                RejectCodes.NonNumericOriginalValue,
                "The original_value is not a number."
            );
        }
        if (!value.TryGetDecimal(out var number) || !ExactDecimal.TryMultiply(number, rate, out var product))
        {
            return RecalculationResult.Reject(
                RejectCodes.NumberOutOfRange,
                "The original_value or its product has more digits than a decimal holds exactly."
            );
        }
        Places places = inData ? InData : AtTop;
        correction.Set(places.Status, "processed").Set(places.Result, product);
        return RecalculationResult.Corrected;
    }

    /// <summary>One edition a rate, numbered from 1 in the order given.</summary>
    public static IEnumerable<RateAdjustment> Editions(IEnumerable<decimal> rates) =>
        rates.Select((rate, index) => new RateAdjustment(rate, index + 1));

    private sealed class Places(string holder)
    {
        public JsonPointer Original { get; } = holder + "/original_value";
        public JsonPointer Status { get; } = holder + "/status";
        public JsonPointer Result { get; } = holder + "/recalculated_value";
    }
}
