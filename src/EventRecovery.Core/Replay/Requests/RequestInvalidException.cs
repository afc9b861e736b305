namespace EventRecovery.Replay.Requests;

/// <summary>A request with mistakes, all of them named. Nothing was read or written.</summary>
public sealed class RequestInvalidException(IReadOnlyList<RequestProblem> problems)
    : Exception(
        $"The request has {problems.Count} problem{(problems.Count == 1 ? "" : "s")}:\n"
            + string.Join('\n', problems.Select(problem => $"  {problem}"))
            + "\nNothing was read or written."
    )
{
    public IReadOnlyList<RequestProblem> Problems { get; } = problems;
}
