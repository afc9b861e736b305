namespace EventRecovery.Aws.Tests.Differential;

/// <summary>A difference that is understood and stays: an emulator that lacks something, or a fake that need not have it.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="Reason">Why it is no mistake of the product's, and why it stays.</param>
/// <param name="Right">Which side does what AWS does.</param>
/// <param name="Documentation">AWS's page that says so.</param>
/// <param name="Witness">The shortest trace that shows it. When it no longer does, the difference is to be struck off.</param>
/// <param name="Explains">Whether the answers to a step, by side, are this difference and nothing else.</param>
/// <param name="LeavesTraces">After it the sides hold different things, and no more of the trace can be compared.</param>
internal sealed record KnownDifference<TSystem>(
    string Name,
    string Reason,
    string Right,
    Uri Documentation,
    IReadOnlyList<Step<TSystem>> Witness,
    Func<Step<TSystem>, IReadOnlyList<string>, bool> Explains,
    bool LeavesTraces
);
