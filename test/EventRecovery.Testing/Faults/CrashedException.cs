namespace EventRecovery.Testing.Faults;

/// <summary>The process is dead: nothing that it still tries reaches the world.</summary>
public sealed class CrashedException() : Exception("The simulated process has crashed.");
