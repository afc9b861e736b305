namespace EventRecovery.Local;

/// <summary>Hears what the local stack is doing, so that a terminal can draw it. Calls may come from any thread.</summary>
public interface IStackProgress
{
    /// <summary>A step began: "Installing the emulators (once)". Steps may overlap.</summary>
    void Started(string step);

    /// <summary>The step of that name ended well. A step that fails is never finished: the failure is thrown.</summary>
    void Finished(string step);
}

/// <summary>Hears nothing.</summary>
public sealed class SilentProgress : IStackProgress
{
    /// <summary>The one instance.</summary>
    public static SilentProgress Instance { get; } = new();

    /// <inheritdoc/>
    public void Started(string step) { }

    /// <inheritdoc/>
    public void Finished(string step) { }
}
