namespace EventRecovery.Simulation.Model.Processes;

internal enum Answer : byte
{
    /// <summary>None came, and the effect is unknown.</summary>
    Lost,
    Done,
    Taken,
}

/// <param name="Records">
/// A mask: of PutRecords the accepted records, of a done item the marked ones; <see cref="Absent"/> when there is no such item.
/// </param>
/// <param name="Pages">What a read of a log found, in packed form: a <see cref="PageView"/> a character.</param>
internal readonly record struct Response(Answer Answer, int Records = 0, string Pages = "")
{
    public const int Absent = -1;
}

/// <summary>A page as one writer reads it, small enough for a character.</summary>
/// <param name="IsMine">Written by the reader's own lineage.</param>
/// <param name="Epoch">From 0 to 3.</param>
/// <param name="HasMyToken">Bears the token of the reader's latest draft.</param>
internal readonly record struct PageView(
    bool IsMine,
    int Epoch,
    int Records,
    bool HasMyToken,
    bool IsClosed,
    int Marked
)
{
    public char Pack() =>
        (char)(
            (IsMine ? 1 : 0)
            | Epoch << 1
            | Records << 3
            | (HasMyToken ? 1 << 7 : 0)
            | (IsClosed ? 1 << 8 : 0)
            | Marked << 9
        );

    public static PageView Unpack(char packed) =>
        new(
            (packed & 1) != 0,
            packed >> 1 & 3,
            packed >> 3 & 15,
            (packed >> 7 & 1) != 0,
            (packed >> 8 & 1) != 0,
            packed >> 9 & 15
        );
}
