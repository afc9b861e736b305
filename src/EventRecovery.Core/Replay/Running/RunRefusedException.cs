namespace EventRecovery.Replay.Running;

/// <summary>A request that is well formed and cannot be carried out. Nothing was read from the stream or written.</summary>
public sealed class RunRefusedException(string message) : Exception(message);
