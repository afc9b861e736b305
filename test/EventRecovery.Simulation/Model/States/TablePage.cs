namespace EventRecovery.Simulation.Model.States;

/// <summary>Who still has to do with a page: nobody after a crash.</summary>
internal enum Holder : byte
{
    Nobody,
    Current,
    Frozen,
}

/// <summary>A page in the table with its done item, and what only the referee knows of it. Four bytes.</summary>
/// <param name="Writer">0 or 1.</param>
/// <param name="Epoch">When it was written, in claim time-outs.</param>
/// <param name="Records">The claimed records of its writer, a mask.</param>
/// <param name="ClosedIn">The epoch of its done item.</param>
/// <param name="Marked">Records that the done item says were published.</param>
/// <param name="Accepted">Records that were published for this page, and the writer was told so.</param>
/// <param name="Holder">Whose invocation it belongs to, as long as that has to close it.</param>
/// <param name="TokenOf">Whose latest draft it is.</param>
internal readonly record struct TablePage(
    int Writer,
    int Epoch,
    int Records,
    bool IsClosed = false,
    int ClosedIn = 0,
    bool ClosedByFrozen = false,
    int Marked = 0,
    int Accepted = 0,
    Holder Holder = Holder.Nobody,
    Holder TokenOf = Holder.Nobody
)
{
    public bool Claims(int record) => (Records >> record & 1) != 0;

    public bool IsHeldBy(int writer, Holder holder) => !IsClosed && Writer == writer && Holder == holder;

    public uint Pack() =>
        (uint)Writer
        | (uint)Epoch << 1
        | (uint)Records << 3
        | (IsClosed ? 1u << 7 : 0)
        | (uint)ClosedIn << 8
        | (ClosedByFrozen ? 1u << 10 : 0)
        | (uint)Marked << 11
        | (uint)Accepted << 15
        | (uint)Holder << 19
        | (uint)TokenOf << 21;

    /// <summary>The packed page, as if the other writer had written it when <paramref name="flip"/> is 1.</summary>
    public static uint OfOther(uint packed, int flip) => packed ^ (uint)flip;

    public static TablePage Unpack(uint packed) =>
        new(
            (int)(packed & 1),
            (int)(packed >> 1 & 3),
            (int)(packed >> 3 & 15),
            (packed >> 7 & 1) != 0,
            (int)(packed >> 8 & 3),
            (packed >> 10 & 1) != 0,
            (int)(packed >> 11 & 15),
            (int)(packed >> 15 & 15),
            (Holder)(packed >> 19 & 3),
            (Holder)(packed >> 21 & 3)
        );
}
