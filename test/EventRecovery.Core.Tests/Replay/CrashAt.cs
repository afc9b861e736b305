using EventRecovery.Publishing;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Replay;

/// <summary>A process that dies at its n-th call, whatever it is: on odd numbers before the effect, on even ones after it.</summary>
internal sealed class CrashAt(int nth) : IFaults
{
    private int left = nth;

    public FaultPoint? Point { get; private set; }

    public ValueTask AtAsync(FaultPoint point, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref left) > 0)
        {
            return ValueTask.CompletedTask;
        }

        Point ??= point;
        throw new CrashedException();
    }

    public string? RefusalOf(OutgoingRecord record, int index) => null;
}
