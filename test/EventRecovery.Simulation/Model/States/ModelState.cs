namespace EventRecovery.Simulation.Model.States;

/// <summary>The whole world at one moment: table, streams, checkpoints, both processes, and the faults that may yet strike.</summary>
internal sealed class ModelState(int logs)
{
    private readonly uint[][] pages = [.. Enumerable.Repeat<uint[]>([], logs)];

    public FaultBudget Left { get; set; }

    /// <summary>Claim time-outs that have passed.</summary>
    public int Epoch { get; set; }

    /// <summary>Events of which a copy stands on the recovered stream, a mask.</summary>
    public int Published { get; set; }

    public int Parked { get; set; }

    /// <summary>Events that were claimed or published without the right to: a second copy of one is a violation.</summary>
    public int Unlawful { get; set; }

    public WriterState[] Writers { get; private init; } = new WriterState[Scene.Writers];

    public int Logs => pages.Length;

    public int PagesIn(int log) => pages[log].Length;

    /// <param name="number">From 1.</param>
    public TablePage Page(int log, int number) => TablePage.Unpack(pages[log][number - 1]);

    public void Set(int log, int number, TablePage page)
    {
        // Copies of a state share what none of them has changed.
        pages[log] = [.. pages[log]];
        pages[log][number - 1] = page.Pack();
    }

    public void Add(int log, TablePage page) => pages[log] = [.. pages[log], page.Pack()];

    /// <summary>The number of the newest page that is so; null when none is.</summary>
    public int? FindLast(int log, Predicate<TablePage> which)
    {
        for (var number = pages[log].Length; number > 0; number--)
        {
            if (which(Page(log, number)))
            {
                return number;
            }
        }

        return null;
    }

    public ModelState Copy()
    {
        var copy = new ModelState(Logs)
        {
            Left = Left,
            Epoch = Epoch,
            Published = Published,
            Parked = Parked,
            Unlawful = Unlawful,
            Writers = [.. Writers],
        };
        pages.CopyTo(copy.pages, 0);
        return copy;
    }

    /// <summary>
    /// The bytes of the state. The writers have the same records, so a state with their roles exchanged is the same state: the
    /// lesser of both forms stands for them.
    /// </summary>
    /// <param name="isExchanged">Whether the roles were exchanged.</param>
    public byte[] Encode(out bool isExchanged)
    {
        var order = Writers[0].CompareTo(Writers[1]);
        if (order != 0)
        {
            isExchanged = order > 0;
            return Encode(isExchanged ? 1 : 0);
        }

        var (straight, exchanged) = (Encode(0), Encode(1));
        isExchanged = exchanged.AsSpan().SequenceCompareTo(straight) < 0;
        return isExchanged ? exchanged : straight;
    }

    public static ModelState Decode(ReadOnlySpan<byte> bytes, int logs)
    {
        var reader = new StateReader(bytes);
        var state = new ModelState(logs)
        {
            Left = new FaultBudget(
                reader.Byte(),
                reader.Byte(),
                reader.Byte(),
                reader.Byte(),
                reader.Byte(),
                reader.Byte()
            ),
            Epoch = reader.Byte(),
            Published = reader.Byte(),
            Parked = reader.Byte(),
            Unlawful = reader.Byte(),
        };
        for (var writer = 0; writer < Scene.Writers; writer++)
        {
            state.Writers[writer] = WriterState.Read(ref reader);
        }

        for (var log = 0; log < logs; log++)
        {
            state.pages[log] = reader.Words(reader.Byte());
        }

        return state;
    }

    private byte[] Encode(int flip)
    {
        var bytes = new byte[10 + (Scene.Writers * WriterState.Size) + pages.Sum(log => 1 + (4 * log.Length))];
        var writer = new StateWriter(bytes);
        writer.Bytes(Left.Crashes, Left.LostAnswers, Left.Timeouts, Left.Freezes, Left.Deadlines, Left.GoesBack);
        writer.Bytes(Epoch, Published, Parked, Unlawful);
        Writers[flip].Write(ref writer);
        Writers[1 - flip].Write(ref writer);
        foreach (var log in pages)
        {
            writer.Bytes(log.Length);
            foreach (var page in log)
            {
                writer.Word(TablePage.OfOther(page, flip));
            }
        }

        return bytes;
    }
}
