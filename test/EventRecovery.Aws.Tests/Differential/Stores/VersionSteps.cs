using EventRecovery.Replay;
using EventRecovery.Streams;
using EventRecovery.Versions;

namespace EventRecovery.Aws.Tests.Differential.Stores;

/// <summary>The windows whose versions the traces switch.</summary>
internal static class Windows
{
    public static VersionScope Number(int window) =>
        new(
            new StreamName("event_stream"),
            new ReplayWindow(StoreSystem.Eight.AddHours(window), StoreSystem.Eight.AddHours(window + 1).AddTicks(1))
        );
}

internal sealed record FindVersions(int Reader, int Window) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        system.Histories[(Reader, Window)] = await system.Versions.FindAsync(Windows.Number(Window), token);
}

/// <summary>Moves on what was last read, which may be old by now.</summary>
internal sealed record SaveVersions(int Reader, int Window, int Run) : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token)
    {
        var history = system.Histories.GetValueOrDefault((Reader, Window)) ?? VersionHistory.Of(Windows.Number(Window));
        var run = new RunId($"run-{Run}");
        var changed =
            history.Pending is { ObjectsPut: 0 } ? history.Put(objects: 3)
            : history.Pending is not null ? history.Finish(StoreSystem.Eight.AddTicks(history.Revision))
            : Run % 2 == 0 ? history.With(run, StoreSystem.Eight)
            : history.Begin(run, history.Active?.Name, StoreSystem.Eight.AddHours(1));
        return await system.Versions.SaveAsync(changed, token);
    }
}

internal sealed record ListVersions : Step<StoreSystem>
{
    public override async Task<object?> AskAsync(StoreSystem system, CancellationToken token) =>
        (await StoreSystem.AllAsync(system.Versions.ListAsync(token), token)).OrderBy(one => one.Scope.Window.From);
}
