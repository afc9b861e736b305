namespace EventRecovery.Replayer.Tests.StateMachine;

/// <summary>An error as a state machine knows it: a name and a cause.</summary>
internal sealed class StateFailure(string error, string cause) : Exception($"{error}: {cause}")
{
    public string Error => error;

    public string Cause => cause;
}
