namespace EventRecovery.Fuzzing.Mutations;

/// <summary>What an input is made of, below its checksum, its compression, or its syntax.</summary>
internal interface IForm
{
    /// <summary>A changed input, half of the time as whole outside as a sound one.</summary>
    byte[] Mutate(byte[] input, byte[] other, ByteMutator mutator, Random random);

    /// <summary>What an input stands for: more than its own bytes where it is packed.</summary>
    byte[] Unpack(byte[] input) => input;
}

/// <summary>Bytes, and nothing to be got right about them.</summary>
internal sealed class PlainForm : IForm
{
    public byte[] Mutate(byte[] input, byte[] other, ByteMutator mutator, Random random) =>
        mutator.Mutate(input, other);
}
