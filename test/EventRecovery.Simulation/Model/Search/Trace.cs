using EventRecovery.Simulation.Model.Processes;
using EventRecovery.Simulation.Model.States;

namespace EventRecovery.Simulation.Model.Search;

/// <summary>Tells a course of the model step by step.</summary>
internal sealed class Trace(Scene scene, Moves moves)
{
    private static readonly string[] Names = ["A", "B"];

    private readonly SceneData data = new(scene);

    public IReadOnlyList<string> Tell(Refutation refuted)
    {
        var lines = new List<string>();
        var state = new ModelState(scene.Logs) { Left = scene.Faults };
        var exchanged = 0;
        foreach (var choice in refuted.Course)
        {
            var successor = moves.From(state).ElementAt(choice);
            lines.Add($"{lines.Count + 1, 3}  {Tell(state, successor, exchanged)}");
            state = ModelState.Decode(successor.State.Encode(out var isExchanged), scene.Logs);
            exchanged ^= isExchanged ? 1 : 0;
        }

        lines.Add($"  ✗  {refuted.Violation}");
        return lines;
    }

    private string Tell(ModelState before, Successor successor, int exchanged)
    {
        var move = successor.Move;
        if (move.Kind == MoveKind.Timeout)
        {
            return "-  the claim time-out passes: all pages so far are old";
        }

        var who = Names[move.Writer ^ exchanged];
        var what = move.Kind switch
        {
            MoveKind.Start => $"is invoked with the records from {before.Writers[move.Writer].Checkpoint} on",
            MoveKind.Crash => "crashes: its memory is gone",
            MoveKind.Freeze => "freezes, and its event source gives the invocation up",
            MoveKind.GoBack => "is set back by its event source to record 0"
                + (successor.State.Writers[move.Writer].IgnoresLog ? ", and sees no log from now on" : ""),
            MoveKind.Arrive => $"learns the answer at last: {Operation(move.Operation!, before, successor.State)}",
            _ => $"{Operation(move.Operation!, before, successor.State)}{Ending(move)}",
        };
        return $"{who}  {(move.OfFrozen ? "(thawed) " : "")}{what}{(move.DeadlinePasses ? "; its deadline passes" : "")}";
    }

    private static string Ending(Move move) =>
        move.Course switch
        {
            Course.Slow => "; the answer is slow",
            Course.RequestLost => "; the request is lost",
            Course.AnswerLost => "; the answer is lost",
            Course.OwnRetryFails => "; the client's own retry fails the condition",
            Course.OneRefused => $"; record {move.Refused} is refused",
            Course.Stale => "; the answer is stale",
            _ => "",
        };

    private string Operation(Operation operation, ModelState before, ModelState after)
    {
        var log = scene.Logs > 1 ? $" of log {operation.Log}" : "";
        return operation.Kind switch
        {
            OperationKind.ReadLog => $"reads the pages{log} from {operation.Page} on: {Pages(before, operation)}",
            OperationKind.ReadDone =>
                $"reads the done item of page {operation.Page}{log}: {Done(before.Page(operation.Log, operation.Page))}",
            OperationKind.Append => $"appends page {operation.Page}{log} claiming {Records(operation.Records)}: "
                + (before.PagesIn(operation.Log) < operation.Page ? "the number is free" : "the number is taken"),
            OperationKind.Publish => $"publishes {Records(operation.Records)}",
            OperationKind.Park => $"parks {Records(operation.Records)}",
            OperationKind.WriteDone =>
                $"closes page {operation.Page}{log}: published are {Records(data.RecordsAt(before.Page(operation.Log, operation.Page).Records, operation.Records))}",
            _ => $"acknowledges {Records(operation.Records)}",
        };
    }

    private string Pages(ModelState state, Operation read)
    {
        var numbers = Enumerable.Range(1, state.PagesIn(read.Log)).Skip(read.Page - 1).ToList();
        return numbers.Count == 0
            ? "none"
            : string.Join(", ", numbers.Select(number => Page(number, state.Page(read.Log, number))));
    }

    private string Page(int number, TablePage page) => $"{number} ({Records(page.Records)}, {Done(page)})";

    private string Done(TablePage page) => page.IsClosed ? $"published {Records(page.Marked)}" : "open";

    private string Records(int mask) =>
        mask == 0
            ? "nothing"
            : string.Join(' ', Enumerable.Range(0, scene.Count).Where(i => (mask >> i & 1) != 0).Select(Name));

    private string Name(int index) =>
        scene.Records.Count(one => one.Event == scene.Records[index].Event) > 1
            ? $"e{scene.Records[index].Event}({index})"
            : $"e{scene.Records[index].Event}";
}
