using EventRecovery.Fuzzing.Corpus;
using EventRecovery.Fuzzing.Mutations;
using EventRecovery.Json;

namespace EventRecovery.Fuzzing;

/// <summary>That no bytes do harm is one half; that the right ones are accepted, and what they mean, is the other.</summary>
public class ReferenceReaderTests
{
    private const int Inputs = 20_000;

    [Fact]
    public void A_text_is_accepted_exactly_when_an_independent_reader_accepts_it()
    {
        using var output = new PooledBuffer();
        foreach (var input in Damaged(SomeInputs.Events))
        {
            var accepted = JsonText.TryRead(input, JsonLimits.Default, out var text, out var problem);
            var reference = ReferenceJson.Canonical(input);
            output.Clear();
            if (accepted)
            {
                CanonicalJson.Write(text!, output);
            }

            if (accepted != reference is not null || (accepted && !output.WrittenSpan.SequenceEqual(reference)))
            {
                Assert.Fail($"{problem}, and the reference thinks otherwise: {Convert.ToBase64String(input)}");
            }
        }
    }

    private static IEnumerable<byte[]> Damaged(byte[][] seeds)
    {
        var random = new Random(2);
        var (form, mutator) = (new JsonForm(), new ByteMutator(random));
        for (var i = 0; i < Inputs; i++)
        {
            yield return form.Mutate(seeds[i % seeds.Length], seeds[i / seeds.Length % seeds.Length], mutator, random);
        }
    }
}
