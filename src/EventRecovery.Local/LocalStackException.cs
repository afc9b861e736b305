namespace EventRecovery.Local;

/// <summary>
/// The local stack cannot run here: a tool is missing or too old, an emulator does not start. <see cref="Exception.Message"/> is one
/// line for the person at the terminal that says what is wrong and what to do; the command line answers with exit code 2.
/// </summary>
public sealed class LocalStackException(string message, Exception? inner = null) : Exception(message, inner);
