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
        foreach (var log in state.Logs)
        {
            for (var i = 0; i < log.Count; i++)
            {
                var page = log[i];
                if (page.Writer == writer && which(page))
                {
                    log[i] = page with
                    {
                        Holder = page.Holder == Holder.Nobody ? Holder.Nobody : to,
                        TokenOf = page.TokenOf == Holder.Nobody ? Holder.Nobody : to,
                    };
                }
            }
        }
    }

    private string Read(ModelState state, Move move, Operation operation, Holder holder)
    {
        var log = state.Logs[operation.Log];
        var count = Math.Max(0, log.Count - (operation.Page - 1) - (move.Course == Course.Stale ? 1 : 0));
        return string.Create(
            count,
            (this, log, move.Writer, operation.Page, holder),
            static (text, from) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = from.Item1.View(from.log[from.Page - 1 + i], from.Writer, from.holder).Pack();
                }
            }
        );
    }

    private static Response ReadDone(ModelState state, Move move, Operation operation)
    {
        var page = state.Logs[operation.Log][operation.Page - 1];
        var isSeen = page.IsClosed && move.Course != Course.Stale;
        var records = new PageView(page.Writer == move.Writer, 0, page.Records, false, false, 0);
        return new Response(Answer.Done, isSeen ? page.Marked : Response.Absent, records.Pack().ToString());
    }

    private Response Append(ModelState state, Move move, Holder holder, bool isFrozenAlive)
    {
        var operation = move.Operation!;
        var log = state.Logs[operation.Log];
        if (mistake != Mistake.OneTokenForAllPasses)
        {
            // A new draft, a new token.
            ForgetToken(state, move.Writer, holder);
        }

        var isFree = operation.Page == log.Count + 1;
        if (!isFree && mistake != Mistake.AppendWithoutCondition)
        {
            return new Response(Answer.Taken);
        }

        var page = new TablePage(
            move.Writer,
            operation.Epoch,
            operation.Records,
            Holder: holder,
            TokenOf: holder
        );
        if (isFree)
        {
            var writer = state.Writers[move.Writer];
            var lostAnAnswer = (move.OfFrozen ? writer.Frozen : writer.Current).LostAnAnswer;
            referee.Claimed(state, operation.Log, page, lostAnAnswer, isFrozenAlive);
            log.Add(page);
        }
        else
        {
            log[operation.Page - 1] = page;
        }

        return new Response(move.Course == Course.OwnRetryFails ? Answer.Taken : Answer.Done);
    }

    private void WriteDone(ModelState state, Move move, Operation operation)
    {
        var log = state.Logs[operation.Log];
        var page = log[operation.Page - 1];
        log[operation.Page - 1] = page with
        {
            IsClosed = true,
            ClosedIn = state.Epoch,
            ClosedByFrozen = move.OfFrozen,
            Marked = data.RecordsAt(page.Records, operation.Records),
            Holder = Holder.Nobody,
            TokenOf = Holder.Nobody,
        };
    }

    private void Accept(ModelState state, int writer, Holder holder, int records)
    {
        for (var i = 0; i < scene.Count; i++)
        {
            var log = state.Logs[scene.Records[i].Log];
            var at = log.FindLastIndex(page => page.IsHeldBy(writer, holder) && (page.Records >> i & 1) != 0);
            if ((records >> i & 1) != 0 && at >= 0)
            {
                log[at] = log[at] with { Accepted = log[at].Accepted | 1 << i };
            }
        }
    }

    private static void ForgetToken(ModelState state, int writer, Holder holder)
    {
        foreach (var log in state.Logs)
        {
            var at = log.FindIndex(page => page.Writer == writer && page.TokenOf == holder);
            if (at >= 0)
            {
                log[at] = log[at] with { TokenOf = Holder.Nobody };
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
        return new PageView(isMine, page.Epoch, page.Records, hasMyToken, page.IsClosed, page.IsClosed ? page.Marked : 0);
    }
}
