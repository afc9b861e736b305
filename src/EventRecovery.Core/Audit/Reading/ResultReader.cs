using System.Buffers.Binary;
using System.Security.Cryptography;
using EventRecovery.Events;
using EventRecovery.Json;
using EventRecovery.Recalculation;

namespace EventRecovery.Audit.Reading;

/// <summary>What is compared of an event, on either side. Reuses its memory, so it serves one caller at a time.</summary>
/// <param name="recalculation">What turns an expected event into its right result; null when it holds the result itself.</param>
internal sealed class ResultReader(ResultRule rule, IRecalculation? recalculation, JsonLimits limits) : IDisposable
{
    // Two results are never equal by this, because a result that is there has a digest.
    private static readonly Result Nothing = new(0, []);

    private readonly Recalculator recalculator = new(recalculation ?? new Unchanged());
    private readonly Recalculator plain = new(new Unchanged());
    private readonly PooledBuffer corrected = new();
    private readonly PooledBuffer canonical = new();

    public readonly record struct Result(UInt128 Digest, double[] Values, Rejection? Rejection = null);

    public Result Expected(StreamEvent one)
    {
        if (recalculation is null)
        {
            return rule is ResultRule.Hash { Expected: { } at } ? Told(one.Json, at) : OfCorrected(one);
        }

        return OfCorrected(one);
    }

    public Result Processed(StreamEvent one) =>
        rule switch
        {
            ResultRule.Hash hash => Told(one.Json, hash.Processed),
            ResultRule.Whole => Of(plain.Correct(one).ResultHash),
            ResultRule.Values values => Compared(one.Json, values.Paths.Select(path => path.Processed), values),
            _ => Nothing,
        };

    public void Dispose()
    {
        recalculator.Dispose();
        plain.Dispose();
        corrected.Dispose();
        canonical.Dispose();
    }

    private Result OfCorrected(StreamEvent one)
    {
        corrected.Clear();
        var values = rule as ResultRule.Values;
        var result = values is null ? recalculator.Correct(one) : recalculator.Correct(one, corrected);
        if (result.Rejection is { } rejection)
        {
            return Nothing with { Rejection = rejection };
        }

        return rule is ResultRule.Presence ? Nothing
            : values is null ? Of(result.ResultHash)
            : JsonText.TryRead(corrected.WrittenMemory, limits, out var json, out _)
                ? Compared(json, values.Paths.Select(path => path.Expected), values)
            : Nothing;
    }

    private static Result Of(EventHash hash) => new(hash.High, []);

    private static Result Told(JsonText json, JsonPointer at) =>
        json.Root.TryFind(at, out var value) && value.TryGetString(out var hex) && EventHash.TryParse(hex, out var hash)
            ? Of(hash)
            : Nothing;

    private Result Compared(JsonText json, IEnumerable<JsonPointer> paths, ResultRule.Values values)
    {
        canonical.Clear();
        var numbers = values.Paths.Any(path => path.Tolerance > 0) ? new double[values.Paths.Count] : [];
        var index = 0;
        foreach (var path in paths)
        {
            var start = canonical.Length;
            var found = json.Root.TryFind(path, out var value);
            if (found)
            {
                CanonicalJson.Write(value, canonical);
            }

            // No JSON text holds a zero byte, so values cannot run into each other.
            canonical.GetSpan(1)[0] = 0;
            canonical.Advance(1);
            if (numbers.Length > 0)
            {
                numbers[index] =
                    values.Paths[index].Tolerance > 0 && found && value.TryGetDouble(out var number)
                        ? number
                        : Stamp(canonical.WrittenSpan[start..]);
                index++;
            }
        }

        return new Result(Digest(canonical.WrittenSpan), numbers);
    }

    /// <summary>Stands for what is equal or not, where others are numbers: as large as a double holds exactly.</summary>
    private static double Stamp(ReadOnlySpan<byte> text) => (double)(Digest(text) >> (128 - 53));

    private static UInt128 Digest(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    private sealed class Unchanged : IRecalculation
    {
        public RecalculationVersion Version { get; } = new("unchanged", 1);

        public IReadOnlyList<JsonPointer> MutablePaths { get; } = [];

        public RecalculationResult Recalculate(StreamEvent original, Correction correction) =>
            RecalculationResult.Corrected;
    }
}
