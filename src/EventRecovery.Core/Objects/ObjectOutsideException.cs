namespace EventRecovery.Objects;

/// <summary>A key that leads out of its store: by <c>..</c>, by an absolute path, or by a link. Nothing of it was read.</summary>
public sealed class ObjectOutsideException(string key)
    : Exception($"\"{key}\" leads out of its folder. Nothing of it was read; give the folder that it is in.")
{
    public string Key { get; } = key;
}
