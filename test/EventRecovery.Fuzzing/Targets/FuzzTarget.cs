using EventRecovery.Fuzzing.Mutations;

namespace EventRecovery.Fuzzing.Targets;

/// <summary>Something that takes bytes from outside.</summary>
/// <param name="Seeds">Sound inputs, and a few that are refused for a reason.</param>
/// <param name="Form">How its bytes are made.</param>
/// <param name="FixedAllowance">Bytes that it may allocate whatever the input's size: buffers, a message, its own parts.</param>
/// <param name="Run">Takes an input. May throw what <paramref name="Named"/> holds, and nothing else.</param>
/// <param name="Named">The exceptions that its contract names.</param>
internal sealed record FuzzTarget(
    string Name,
    IReadOnlyList<byte[]> Seeds,
    IForm Form,
    int FixedAllowance,
    Func<byte[], Outcome> Run,
    params Type[] Named
)
{
    /// <summary>Of each byte of input, and of what it unpacks to where it is packed.</summary>
    public const int AllowancePerByte = 8;

    /// <summary>
    /// Of each object or line in a file that is read piece by piece: what is allocated for one is garbage when the next is read, and
    /// the smallest have some twenty bytes.
    /// </summary>
    public int AllowancePerPiece { get; init; }

    /// <summary>Times that the target has its input read from the beginning, each within the allowance.</summary>
    public int Passes { get; init; } = 1;

    /// <summary>Of all inputs, how many it is given: those that unpack files take a hundred times as long as the others.</summary>
    public int Share { get; init; } = 10;

    /// <summary>At most: whatever may begin one.</summary>
    private static int PiecesIn(ReadOnlySpan<byte> text) =>
        text.Count((byte)'{') + text.Count((byte)'[') + text.Count((byte)'\n');

    /// <summary>Bytes allocated for each byte of the input, beyond the allowances.</summary>
    public double Ratio(byte[] input, long allocated)
    {
        var text = Form.Unpack(input);
        var pieces = AllowancePerPiece == 0 ? 0L : PiecesIn(text);
        var beyond = allocated - FixedAllowance - (pieces * AllowancePerPiece);
        return Math.Max(0, beyond) / (double)Math.Max(1, Passes * Math.Max(text.Length, input.Length));
    }
}

/// <param name="IsAccepted">It was taken for what it claims to be.</param>
/// <param name="Kind">What came of it, roughly: inputs with a new one join the corpus.</param>
internal readonly record struct Outcome(bool IsAccepted, string Kind)
{
    public static Outcome Accepted(long size) => new(true, $"{Magnitude(size)}");

    public static Outcome Refused(string why) => new(false, why);

    /// <summary>Numbers in messages make each one another.</summary>
    public static Outcome Refused(Exception why) =>
        new(false, string.Concat(why.Message.Where(letter => !char.IsAsciiDigit(letter)).Take(80)));

    private static int Magnitude(long size) => 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)size);
}
