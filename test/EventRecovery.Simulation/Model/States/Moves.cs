using EventRecovery.Simulation.Model.Processes;

namespace EventRecovery.Simulation.Model.States;

/// <summary>All that may happen next in a state.</summary>
internal sealed class Moves
{
    private readonly Scene scene;
    private readonly Table table;
    private readonly Mistake mistake;
    private readonly List<Response> responses = [default];
    private readonly Dictionary<Response, int> numbers = [];

    public Moves(Scene scene, Mistake mistake)
    {
        (this.scene, this.mistake) = (scene, mistake);
        var data = new SceneData(scene);
        table = new Table(scene, data, mistake);
        Locals = new LocalStates(data, mistake == Mistake.OneTokenForAllPasses);
    }

    public LocalStates Locals { get; }

    public bool IsComplete(ModelState state) =>
        Array.TrueForAll(
            state.Writers,
            writer => writer.Checkpoint == scene.Count && Locals[writer.Local].Current is null
        );

    /// <summary>In an order that depends on the state alone.</summary>
    public IEnumerable<Successor> From(ModelState state)
    {
        for (var writer = 0; writer < Scene.Writers; writer++)
        {
            foreach (var successor in Of(state, writer))
            {
                yield return successor;
            }
        }

        if (state.Left.Timeouts > 0)
        {
            var next = state.Copy();
            next.Epoch++;
            next.Left = state.Left with { Timeouts = state.Left.Timeouts - 1 };
            yield return new Successor(new Move(MoveKind.Timeout), next, null);
        }
    }

    private IEnumerable<Successor> Of(ModelState state, int writer)
    {
        var mine = state.Writers[writer];
        var local = Locals[mine.Local];
        if (local.Current is null && mine.Checkpoint < scene.Count)
        {
            yield return Start(state, writer);
        }

        foreach (var successor in Of(state, writer, ofFrozen: false, local.Current, mine.Current))
        {
            yield return successor;
        }

        foreach (var successor in Of(state, writer, ofFrozen: true, local.Frozen, mine.Frozen))
        {
            yield return successor;
        }

        if (state.Left.Crashes > 0 && mine.Local != LocalStates.Fresh)
        {
            yield return Crash(state, writer);
        }

        if (state.Left.Freezes > 0 && local is { Frozen: null, Current: { Kind: not OperationKind.Acknowledge } })
        {
            yield return Freeze(state, writer);
        }

        if (state.Left.GoesBack > 0 && local.Current is null && mine.Checkpoint > 0)
        {
            var next = state.Copy();
            next.Left = state.Left with { GoesBack = state.Left.GoesBack - 1 };
            next.Writers[writer] =
                mistake == Mistake.RedriveIgnoresLog
                    ? new WriterState(LocalStates.Fresh, IgnoresLog: true)
                    : mine with
                    {
                        Checkpoint = 0,
                    };
            yield return new Successor(new Move(MoveKind.GoBack, writer), next, null);
        }
    }

    /// <summary>What may become of one invocation.</summary>
    private IEnumerable<Successor> Of(
        ModelState state,
        int writer,
        bool ofFrozen,
        Operation? operation,
        InvocationState invocation
    )
    {
        if (operation is null)
        {
            yield break;
        }

        var move = new Move(MoveKind.Operation, writer, ofFrozen, operation);
        if (invocation.Held > 0)
        {
            if (state.Epoch > invocation.HeldSince)
            {
                yield return Deliver(
                    state.Copy(),
                    move with
                    {
                        Kind = MoveKind.Arrive,
                    },
                    responses[invocation.Held],
                    null
                );
            }

            yield break;
        }

        foreach (var course in Courses(state, move))
        {
            yield return Happen(state, course);
            if (
                state.Left.Deadlines > 0
                && course.Course == Course.Normal
                && operation.Kind != OperationKind.Acknowledge
            )
            {
                yield return Happen(state, course with { DeadlinePasses = true });
            }
        }
    }

    private IEnumerable<Move> Courses(ModelState state, Move move)
    {
        yield return move;
        var kind = move.Operation!.Kind;
        if (kind == OperationKind.Acknowledge)
        {
            yield break;
        }

        if (state.Left.Timeouts > 0)
        {
            yield return move with
            {
                Course = Course.Slow,
            };
        }

        if (mistake == Mistake.EventualReads && kind is OperationKind.ReadLog or OperationKind.ReadDone)
        {
            yield return move with
            {
                Course = Course.Stale,
            };
        }

        if (state.Left.LostAnswers == 0)
        {
            yield break;
        }

        yield return move with
        {
            Course = Course.RequestLost,
        };
        if (kind is not (OperationKind.ReadLog or OperationKind.ReadDone))
        {
            yield return move with
            {
                Course = Course.AnswerLost,
            };
        }

        if (kind == OperationKind.Append)
        {
            yield return move with
            {
                Course = Course.OwnRetryFails,
            };
        }

        for (var i = 0; i < scene.Count; i++)
        {
            var one = 1 << i;
            if (kind == OperationKind.Publish && (move.Operation.Records & one) != 0 && move.Operation.Records != one)
            {
                yield return move with
                {
                    Course = Course.OneRefused,
                    Refused = i,
                };
            }
        }
    }

    private Successor Happen(ModelState state, Move move)
    {
        var next = state.Copy();
        var response = new Response(Answer.Lost);
        string? violation = null;
        if (move.Course != Course.RequestLost)
        {
            var isFrozenAlive = Locals[next.Writers[move.Writer].Local].Frozen is not null;
            response = table.CarryOut(next, move, isFrozenAlive, out violation);
        }

        if (move.Course is Course.RequestLost or Course.AnswerLost or Course.OwnRetryFails or Course.OneRefused)
        {
            next.Left = next.Left with { LostAnswers = next.Left.LostAnswers - 1 };
        }

        if (move.Course is Course.RequestLost or Course.AnswerLost)
        {
            response = new Response(Answer.Lost);
            Change(next, move, invocation => invocation with { LostAnAnswer = true });
        }

        if (move.Course == Course.Slow)
        {
            Change(next, move, invocation => invocation with { Held = NumberOf(response), HeldSince = next.Epoch });
            return new Successor(move, next, violation);
        }

        return Deliver(next, move, response, violation);
    }

    private Successor Deliver(ModelState next, Move move, Response response, string? violation)
    {
        if (move.DeadlinePasses)
        {
            next.Left = next.Left with { Deadlines = next.Left.Deadlines - 1 };
        }

        var isEnd = move.Operation!.Kind == OperationKind.Acknowledge;
        var before = next.Writers[move.Writer];
        var happening = new LocalEvent(
            isEnd ? LocalEventKind.Acknowledged : LocalEventKind.Answer,
            next.Epoch,
            OfFrozen: move.OfFrozen,
            DeadlinePasses: move.DeadlinePasses,
            Response: isEnd ? default : response
        );
        Go(next, move.Writer, happening);
        Change(next, move, invocation => isEnd ? default : invocation with { Held = 0, HeldSince = 0 });
        var local = Locals[next.Writers[move.Writer].Local];
        if (move.OfFrozen && local.Frozen is null)
        {
            violation ??= before.Frozen.LostAnAnswer ? null : Referee.Ended(next, move.Writer, Holder.Frozen);
            Change(next, move, _ => default);
            Table.Release(
                next,
                move.Writer,
                page => page.Holder == Holder.Frozen || page.TokenOf == Holder.Frozen,
                Holder.Nobody
            );
        }

        violation ??= local.Failure is { } failure
            ? $"the engine throws {failure.GetType().Name}: {failure.Message}"
            : null;
        return new Successor(move, next, violation);
    }

    private Successor Start(ModelState state, int writer)
    {
        var next = state.Copy();
        Go(next, writer, new LocalEvent(LocalEventKind.Start, state.Epoch, state.Writers[writer].Checkpoint));
        return new Successor(new Move(MoveKind.Start, writer), next, null);
    }

    private static Successor Crash(ModelState state, int writer)
    {
        var next = state.Copy();
        next.Left = state.Left with { Crashes = state.Left.Crashes - 1 };
        next.Writers[writer] = new WriterState(LocalStates.Fresh, state.Writers[writer].Checkpoint);
        Table.Release(next, writer, _ => true, Holder.Nobody);
        return new Successor(new Move(MoveKind.Crash, writer), next, null);
    }

    private Successor Freeze(ModelState state, int writer)
    {
        var next = state.Copy();
        next.Left = state.Left with { Freezes = state.Left.Freezes - 1 };
        Go(next, writer, new LocalEvent(LocalEventKind.Freeze, state.Epoch));
        var mine = next.Writers[writer];
        next.Writers[writer] = mine with { Current = default, Frozen = mine.Current };
        Table.Release(
            next,
            writer,
            page => page.Holder == Holder.Current || page.TokenOf == Holder.Current,
            Holder.Frozen
        );
        return new Successor(new Move(MoveKind.Freeze, writer), next, null);
    }

    private void Go(ModelState state, int writer, LocalEvent happening)
    {
        var mine = state.Writers[writer];
        state.Writers[writer] = mine with { Local = Locals.After(mine.Local, happening) };
    }

    private static void Change(ModelState state, Move move, Func<InvocationState, InvocationState> change)
    {
        var mine = state.Writers[move.Writer];
        state.Writers[move.Writer] = move.OfFrozen
            ? mine with
            {
                Frozen = change(mine.Frozen),
            }
            : mine with
            {
                Current = change(mine.Current),
            };
    }

    private int NumberOf(Response response)
    {
        if (!numbers.TryGetValue(response, out var number))
        {
            number = responses.Count;
            responses.Add(response);
            numbers.Add(response, number);
        }

        return number;
    }
}
