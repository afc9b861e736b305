using System.Diagnostics.CodeAnalysis;

namespace EventRecovery.Replay.Requests;

/// <summary>A request, or everything that is wrong with it.</summary>
public sealed record RequestReading(ReplayRequest? Request, IReadOnlyList<RequestProblem> Problems)
{
    [MemberNotNullWhen(true, nameof(Request))]
    public bool IsValid => Request is not null;
}
