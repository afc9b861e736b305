using EventRecovery.Replayer.Tests.Stack;

namespace EventRecovery.Replayer.Tests;

internal static class Reshards
{
    /// <summary>
    /// Puts events before, between and after a split, a merge and another split:
    /// <code>
    ///   0 ─┬─► 2 ──┐
    ///      └─► 3 ──┴─► 4 ─┬─► 5
    ///                     └─► 6
    ///   1 ─────────────────────
    /// </code>
    /// </summary>
    public static async Task PutAcrossAsync(SourceStream source, int eachTime)
    {
        await source.PutAsync(eachTime);
        await source.SplitAsync();
        await source.PutAsync(eachTime);
        await source.MergeAsync();
        await source.PutAsync(eachTime);
        await source.SplitAsync();
        await source.PutAsync(eachTime);
    }
}
