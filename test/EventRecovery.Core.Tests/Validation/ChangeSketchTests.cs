using FsCheck;
using FsCheck.Fluent;

namespace EventRecovery.Validation;

public sealed class ChangeSketchTests
{
    private static readonly Gen<double[]> Numbers = Gen.Choose(-100_000, 100_000)
        .Select(value => value / 1000.0)
        .NonEmptyListOf()
        .Select(list => list.ToArray());

    [Fact]
    public void Quantiles_are_right_to_one_part_in_twenty() =>
        Properties.Hold(
            Numbers,
            numbers =>
            {
                var sorted = numbers.Order().ToArray();
                var sketch = Of(numbers);
                return new[] { 0, 0.25, 0.5, 0.95, 1 }.All(share =>
                {
                    var exact = sorted[(int)Math.Floor(share * (sorted.Length - 1))];
                    return Math.Abs(sketch.Quantile(share) - exact) <= 0.051 * Math.Abs(exact) + 1e-9;
                });
            }
        );

    [Fact]
    public void The_sketches_of_two_shards_make_the_sketch_of_both() =>
        Properties.Hold(
            from one in Numbers
            from other in Numbers
            select (one, other),
            given =>
            {
                var merged = Of(given.one);
                merged.Add(Of(given.other));
                var all = Of([.. given.one, .. given.other]);
                return merged.Buckets.SequenceEqual(all.Buckets)
                    && (merged.Count, merged.Min, merged.Max) == (all.Count, all.Min, all.Max);
            }
        );

    private static ChangeSketch Of(IEnumerable<double> numbers)
    {
        var sketch = new ChangeSketch();
        foreach (var number in numbers)
        {
            sketch.Add(number);
        }
        return sketch;
    }
}
