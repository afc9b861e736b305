namespace EventRecovery.Local;

internal static class StackProgressSteps
{
    /// <summary>Runs one step between its two announcements.</summary>
    public static async Task<T> StepAsync<T>(this IStackProgress progress, string step, Func<Task<T>> work)
    {
        progress.Started(step);
        var result = await work();
        progress.Finished(step);
        return result;
    }
}
