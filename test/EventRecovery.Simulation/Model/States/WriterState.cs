namespace EventRecovery.Simulation.Model.States;

/// <summary>One writer: its process, and what its event source knows.</summary>
/// <param name="Local">The process' state among <see cref="Processes.LocalStates"/>.</param>
/// <param name="Checkpoint">Records that were acknowledged.</param>
/// <param name="IgnoresLog">The mistake of a redrive that neither reads the log nor minds the condition.</param>
internal readonly record struct WriterState(
    int Local,
    int Checkpoint = 0,
    InvocationState Current = default,
    InvocationState Frozen = default,
    bool IgnoresLog = false
) : IComparable<WriterState>
{
    /// <summary>In bytes.</summary>
    public const int Size = 6 + (2 * InvocationState.Size);

    public int CompareTo(WriterState other)
    {
        var order = Local.CompareTo(other.Local);
        order = order != 0 ? order : Checkpoint.CompareTo(other.Checkpoint);
        order = order != 0 ? order : Current.CompareTo(other.Current);
        order = order != 0 ? order : Frozen.CompareTo(other.Frozen);
        return order != 0 ? order : IgnoresLog.CompareTo(other.IgnoresLog);
    }

    public static WriterState Read(ref StateReader reader) =>
        new(
            (int)reader.Word(),
            reader.Byte(),
            InvocationState.Read(ref reader),
            InvocationState.Read(ref reader),
            reader.Byte() != 0
        );

    public void Write(ref StateWriter writer)
    {
        writer.Word((uint)Local);
        writer.Bytes(Checkpoint);
        Current.Write(ref writer);
        Frozen.Write(ref writer);
        writer.Bytes(IgnoresLog ? 1 : 0);
    }
}

/// <param name="LostAnAnswer">So it may leave a page open, and not know of one.</param>
/// <param name="Held">The answer that is under way, by its number; 0 when there is none.</param>
/// <param name="HeldSince">The epoch in which the operation was carried out.</param>
internal readonly record struct InvocationState(bool LostAnAnswer = false, int Held = 0, int HeldSince = 0)
    : IComparable<InvocationState>
{
    /// <summary>In bytes.</summary>
    public const int Size = 6;

    public int CompareTo(InvocationState other) =>
        (Held, HeldSince, LostAnAnswer).CompareTo((other.Held, other.HeldSince, other.LostAnAnswer));

    public static InvocationState Read(ref StateReader reader) =>
        new(reader.Byte() != 0, (int)reader.Word(), reader.Byte());

    public void Write(ref StateWriter writer)
    {
        writer.Bytes(LostAnAnswer ? 1 : 0);
        writer.Word((uint)Held);
        writer.Bytes(HeldSince);
    }
}
