namespace EventRecovery.Local.Tests;

/// <summary>Waits for what another process does in its own time, with a bound.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    public static async Task BecomesTrueAsync(Func<Task<bool>> condition, CancellationToken token)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(token);
        bound.CancelAfter(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            await Task.Delay(Poll, TimeProvider.System, bound.Token);
        }
    }

    public static Task BecomesTrueAsync(Func<bool> condition, CancellationToken token) =>
        BecomesTrueAsync(() => Task.FromResult(condition()), token);
}
