using EventRecovery.Publishing;

namespace EventRecovery.Testing.Faults;

/// <summary>
/// What goes wrong in one process. The <c>Faulty…</c> decorators ask it around each call; so several processes may share one
/// in-memory world (or an emulator) and each fail in its own way.
/// </summary>
public interface IFaults
{
    /// <summary>Throws to make the call fail, waits to make it slow, returns to let it be.</summary>
    ValueTask AtAsync(FaultPoint point, CancellationToken cancellationToken);

    /// <summary>The error code with which one record of a PutRecords call is refused; null to let it through.</summary>
    string? RefusalOf(OutgoingRecord record, int index);
}

/// <summary>The call around which faults happen.</summary>
internal static class FaultyCalls
{
    public static async Task<T> AroundAsync<T>(
        this IFaults faults,
        Operation operation,
        string subject,
        Func<Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        await faults.AtAsync(new FaultPoint(operation, Moment.Before, subject), cancellationToken);
        var result = await call();
        await faults.AtAsync(new FaultPoint(operation, Moment.After, subject), cancellationToken);
        return result;
    }

    public static async Task AroundAsync(
        this IFaults faults,
        Operation operation,
        string subject,
        Func<Task> call,
        CancellationToken cancellationToken
    )
    {
        await faults.AtAsync(new FaultPoint(operation, Moment.Before, subject), cancellationToken);
        await call();
        await faults.AtAsync(new FaultPoint(operation, Moment.After, subject), cancellationToken);
    }
}
