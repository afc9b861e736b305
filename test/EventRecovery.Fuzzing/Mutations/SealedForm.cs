namespace EventRecovery.Fuzzing.Mutations;

/// <summary>Contents in an envelope that vouches for them: half of the time the contents are changed and the envelope made anew.</summary>
/// <param name="open">The contents; null when the envelope does not open.</param>
/// <param name="build">A sound input of odd parts: every fourth one, since changed contents are seldom sound.</param>
internal sealed class SealedForm(Func<byte[], byte[]?> open, Func<byte[], byte[]> seal, Func<Random, byte[]> build)
    : IForm
{
    public byte[] Mutate(byte[] input, byte[] other, ByteMutator mutator, Random random)
    {
        if (random.Next(4) == 0)
        {
            return build(random);
        }

        if (random.Next(3) == 0 || open(input) is not { } inside)
        {
            return mutator.Mutate(input, other);
        }

        return seal(mutator.Mutate(inside, open(other) ?? other));
    }
}
