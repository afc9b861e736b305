using System.Runtime.InteropServices;

namespace EventRecovery.Cli.Runtime;

/// <summary>
/// Turns the first Ctrl-C, or the first polite request to end, into a cancellation, so that work stops where it can be resumed and
/// child processes are ended. A second one is left to the operating system and ends the program at once.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];

    private Interrupts() { }

    public CancellationToken Token => source.Token;

    public static Interrupts Listen()
    {
        var interrupts = new Interrupts();
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            interrupts.registrations.Add(PosixSignalRegistration.Create(signal, interrupts.OnSignal));
        }

        return interrupts;
    }

    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (!source.IsCancellationRequested)
        {
            context.Cancel = true;
            source.Cancel();
        }
    }
}
