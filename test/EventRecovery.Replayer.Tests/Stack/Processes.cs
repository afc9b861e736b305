using System.Diagnostics;

namespace EventRecovery.Replayer.Tests.Stack;

internal static class Processes
{
    /// <summary>What <c>kill -9</c> does: no chance to clean up. Nothing happens when it has ended already.</summary>
    public static void KillHard(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException) { }
    }
}
