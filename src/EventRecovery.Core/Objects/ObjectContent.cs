namespace EventRecovery.Objects;

/// <summary>An object that is being read, piece by piece and never held whole.</summary>
/// <param name="length">Bytes, as the store tells them when it is opened.</param>
/// <param name="tag">Changes when the object does.</param>
/// <param name="currentTag">The tag as it is now. A store whose readers see an object whole need not look again.</param>
public sealed class ObjectContent(Stream body, long length, string tag, Func<string?> currentTag) : IAsyncDisposable
{
    public Stream Body { get; } = body;

    public long Length { get; } = length;

    public string Tag { get; } = tag;

    /// <summary>Somebody wrote to the object since it was opened, so what was read may be of two minds.</summary>
    public bool HasChanged => currentTag() != Tag;

    public ValueTask DisposeAsync() => Body.DisposeAsync();
}
