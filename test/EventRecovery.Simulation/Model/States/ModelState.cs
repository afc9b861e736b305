using System.Buffers.Binary;

namespace EventRecovery.Simulation.Model.States;

/// <summary>The whole world at one moment: table, streams, checkpoints, both processes, and the faults that may yet strike.</summary>
internal sealed class ModelState
{
    public required FaultBudget Left { get; set; }

    /// <summary>Claim time-outs that have passed.</summary>
    public int Epoch { get; set; }

    /// <summary>Events of which a copy stands on the recovered stream, a mask.</summary>
    public int Published { get; set; }

    public int Parked { get; set; }

    /// <summary>Events that were claimed or published without the right to: a second copy of one is a violation.</summary>
    public int Unlawful { get; set; }

    public WriterState[] Writers { get; private init; } = new WriterState[Scene.Writers];

    /// <summary>Pages by log, the first of each having number 1.</summary>
    public required List<TablePage>[] Logs { get; init; }

    public static ModelState Initial(Scene scene) =>
        new() { Left = scene.Faults, Logs = [.. Enumerable.Range(0, scene.Logs).Select(_ => new List<TablePage>())] };

    public ModelState Copy() =>
        new()
        {
            Left = Left,
            Epoch = Epoch,
            Published = Published,
            Parked = Parked,
            Unlawful = Unlawful,
            Writers = [.. Writers],
            Logs = Array.ConvertAll(Logs, log => new List<TablePage>(log)),
        };

    /// <summary>
    /// The bytes of the state. The writers have the same records, so a state with their roles exchanged is the same state: the
    /// lesser of both forms stands for them.
    /// </summary>
    /// <param name="isExchanged">Whether the roles were exchanged.</param>
    public byte[] Encode(out bool isExchanged)
    {
        var (straight, exchanged) = (Encode(flip: 0), Encode(flip: 1));
        isExchanged = exchanged.AsSpan().SequenceCompareTo(straight) < 0;
        return isExchanged ? exchanged : straight;
    }

    public static ModelState Decode(ReadOnlySpan<byte> bytes, int logs)
    {
        var state = new ModelState
        {
            Left = new FaultBudget(bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]),
            Epoch = bytes[6],
            Published = bytes[7],
            Parked = bytes[8],
            Unlawful = bytes[9],
            Logs = new List<TablePage>[logs],
        };
        bytes = bytes[10..];
        for (var writer = 0; writer < Scene.Writers; writer++)
        {
            state.Writers[writer] = new WriterState(
                BinaryPrimitives.ReadInt32LittleEndian(bytes),
                bytes[4],
                Invocation(bytes[5..]),
                Invocation(bytes[10..])
            );
            bytes = bytes[15..];
        }

        for (var log = 0; log < logs; log++)
        {
            var pages = new List<TablePage>(bytes[0]);
            for (var i = 0; i < bytes[0]; i++)
            {
                pages.Add(TablePage.Unpack(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(1 + (4 * i))..])));
            }

            bytes = bytes[(1 + (4 * bytes[0]))..];
            state.Logs[log] = pages;
        }

        return state;
    }

    private byte[] Encode(int flip)
    {
        var bytes = new byte[10 + (15 * Scene.Writers) + Logs.Sum(log => 1 + (4 * log.Count))];
        ReadOnlySpan<int> head =
        [
            Left.Crashes,
            Left.LostAnswers,
            Left.Timeouts,
            Left.Freezes,
            Left.Deadlines,
            Left.GoesBack,
            Epoch,
            Published,
            Parked,
            Unlawful,
        ];
        for (var i = 0; i < head.Length; i++)
        {
            bytes[i] = (byte)head[i];
        }

        var rest = bytes.AsSpan(head.Length);
        for (var writer = 0; writer < Scene.Writers; writer++)
        {
            var state = Writers[writer ^ flip];
            BinaryPrimitives.WriteInt32LittleEndian(rest, state.Local);
            rest[4] = (byte)state.Checkpoint;
            Write(state.Current, rest[5..]);
            Write(state.Frozen, rest[10..]);
            rest = rest[15..];
        }

        foreach (var log in Logs)
        {
            rest[0] = (byte)log.Count;
            rest = rest[1..];
            foreach (var page in log)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(rest, page.Pack(flip));
                rest = rest[4..];
            }
        }

        return bytes;
    }

    private static void Write(in InvocationState state, Span<byte> bytes)
    {
        bytes[0] = (byte)((state.LostAnAnswer ? 1 : 0) | state.HeldSince << 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], state.Held);
    }

    private static InvocationState Invocation(ReadOnlySpan<byte> bytes) =>
        new((bytes[0] & 1) != 0, BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]), bytes[0] >> 1);
}
