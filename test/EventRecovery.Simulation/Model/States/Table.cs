using EventRecovery.Simulation.Model.Processes;

namespace EventRecovery.Simulation.Model.States;

/// <summary>Carries out operations on a state's table and streams.</summary>
internal sealed class Table(Scene scene, SceneData data, Mistake mistake)
{
    private readonly Referee referee = new(scene);

    /// <summary>Changes <paramref name="state"/> and answers.</summary>
    /// <param name="isFrozenAlive">Whether the writer has a frozen invocation.</param>
    /// <param name="violation">The promise that was broken.</param>
    public Response CarryOut(ModelState state, Move move, bool isFrozenAlive, out string? violation)
    {
        var operation = move.Operation!;
        var holder = move.OfFrozen ? Holder.Frozen : Holder.Current;
        violation = null;
        switch (operation.Kind)
        {
            case OperationKind.ReadLog:
                return new Response(Answer.Done, Pages: Read(state, move, operation, holder));
            case OperationKind.ReadDone:
                return ReadDone(state, move, operation);
            case OperationKind.Append:
                return Append(state, move, holder, isFrozenAlive);
            case OperationKind.WriteDone:
                WriteDone(state, move, operation);
                return new Response(Answer.Done);
            case OperationKind.Park:
                state.Parked |= scene.EventsOf(operation.Records);
                return new Response(Answer.Done);
            case OperationKind.Publish:
                var records = operation.Records & ~(move.Course == Course.OneRefused ? 1 << move.Refused : 0);
                violation = referee.Published(state, move.Writer, holder, records);
                if (move.Course != Course.AnswerLost)
                {
                    Accept(state, move.Writer, holder, records);
                }

                return new Response(Answer.Done, records);
            default:
                var writer = state.Writers[move.Writer];
                violation = referee.Acknowledged(state, operation.Records);
                violation ??= writer.Current.LostAnAnswer ? null : Referee.Ended(state, move.Writer, holder);
                var reached = System.Numerics.BitOperations.PopCount((uint)operation.Records);
                state.Writers[move.Writer] = writer with { Checkpoint = Math.Max(writer.Checkpoint, reached) };
                Release(state, move.Writer, page => page.Holder == holder || page.TokenOf == holder, Holder.Nobody);
                return new Response(Answer.Done);
        }
    }

    /// <summary>Hands a writer's pages to somebody else.</summary>
    public static void Release(ModelState state, int writer, Predicate<TablePage> which, Holder to)
    {
        for (var log = 0; log < state.Logs; log++)
        {
            for (var number = 1; number <= state.PagesIn(log); number++)
            {
                var page = state.Page(log, number);
                if (
                    page.Writer == writer
                    && (page.Holder != Holder.Nobody || page.TokenOf != Holder.Nobody)
                    && which(page)
                )
                {
                    state.Set(
                        log,
                        number,
                        page with
                        {
                            Holder = page.Holder == Holder.Nobody ? Holder.Nobody : to,
                            TokenOf = page.TokenOf == Holder.Nobody ? Holder.Nobody : to,
                        }
                    );
                }
            }
        }
    }

    private string Read(ModelState state, Move move, Operation operation, Holder holder)
    {
        if (state.Writers[move.Writer].IgnoresLog)
        {
            return "";
        }

        var last = state.PagesIn(operation.Log);
        var isStale = move.Course == Course.Stale;
        if (isStale && last > 0 && !state.Page(operation.Log, last).IsClosed)
        {
            last--;
        }

        Span<char> text = stackalloc char[Math.Max(0, last - operation.Page + 1)];
        for (var i = 0; i < text.Length; i++)
        {
            var page = state.Page(operation.Log, operation.Page + i);
            var isSeenClosed = page.IsClosed && !isStale;
            text[i] = View(page with { IsClosed = isSeenClosed }, move.Writer, holder).Pack();
        }

        return new string(text);
    }

    private static Response ReadDone(ModelState state, Move move, Operation operation)
    {
        var page = state.Page(operation.Log, operation.Page);
        var isSeen = page.IsClosed && move.Course != Course.Stale;
        var records = new PageView(page.Writer == move.Writer, 0, page.Records, false, false, 0);
        return new Response(Answer.Done, isSeen ? page.Marked : Response.Absent, records.Pack().ToString());
    }

    private Response Append(ModelState state, Move move, Holder holder, bool isFrozenAlive)
    {
        var operation = move.Operation!;
        if (mistake != Mistake.OneTokenForAllPasses)
        {
            // A new draft, a new token.
            ForgetToken(state, move.Writer, holder);
        }

        var isFree = operation.Page == state.PagesIn(operation.Log) + 1;
        var writer = state.Writers[move.Writer];
        if (!isFree && mistake != Mistake.AppendWithoutCondition && !writer.IgnoresLog)
        {
            return new Response(Answer.Taken);
        }

        var page = new TablePage(move.Writer, operation.Epoch, operation.Records, Holder: holder, TokenOf: holder);
        var lostAnAnswer = (move.OfFrozen ? writer.Frozen : writer.Current).LostAnAnswer;
        referee.Claimed(state, operation.Log, page, lostAnAnswer, isFrozenAlive);
        if (isFree)
        {
            state.Add(operation.Log, page);
        }
        else
        {
            state.Set(operation.Log, operation.Page, page);
        }

        return new Response(move.Course == Course.OwnRetryFails ? Answer.Taken : Answer.Done);
    }

    private void WriteDone(ModelState state, Move move, Operation operation)
    {
        var page = state.Page(operation.Log, operation.Page);
        var done = page with
        {
            IsClosed = true,
            ClosedIn = state.Epoch,
            ClosedByFrozen = move.OfFrozen,
            Marked = data.RecordsAt(page.Records, operation.Records),
            Holder = Holder.Nobody,
            TokenOf = Holder.Nobody,
        };
        state.Set(operation.Log, operation.Page, done);
    }

    private void Accept(ModelState state, int writer, Holder holder, int records)
    {
        foreach (var i in Enumerable.Range(0, scene.Count).Where(i => (records >> i & 1) != 0))
        {
            var log = scene.Records[i].Log;
            if (state.FindLast(log, page => page.IsHeldBy(writer, holder) && page.Claims(i)) is { } number)
            {
                var page = state.Page(log, number);
                state.Set(log, number, page with { Accepted = page.Accepted | 1 << i });
            }
        }
    }

    private static void ForgetToken(ModelState state, int writer, Holder holder)
    {
        for (var log = 0; log < state.Logs; log++)
        {
            if (state.FindLast(log, page => page.Writer == writer && page.TokenOf == holder) is { } number)
            {
                state.Set(log, number, state.Page(log, number) with { TokenOf = Holder.Nobody });
            }
        }
    }

    private PageView View(TablePage page, int reader, Holder holder)
    {
        var isMine = page.Writer == reader;
        var hasMyToken =
            isMine
            && page.TokenOf != Holder.Nobody
            && (page.TokenOf == holder || mistake == Mistake.OneTokenForAllPasses);
        return new PageView(
            isMine,
            page.Epoch,
            page.Records,
            hasMyToken,
            page.IsClosed,
            page.IsClosed ? page.Marked : 0
        );
    }
}
