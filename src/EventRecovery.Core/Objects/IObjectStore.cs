namespace EventRecovery.Objects;

/// <summary>Named immutable bytes: S3, or a folder. Keys are relative paths with forward slashes. Thread-safe.</summary>
public interface IObjectStore
{
    /// <summary>Writes an object, whole or not at all. Writing the same key again replaces it.</summary>
    /// <returns>An address that a person or another program can open: <c>s3://bucket/key</c> or <c>file:///…</c>.</returns>
    Task<Uri> PutAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Null when there is no such object.</summary>
    Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken);

    /// <summary>Opens an object for reading, also one that others wrote and whose key we would not. Null when there is none.</summary>
    /// <exception cref="ObjectOutsideException">The key leads out of the store.</exception>
    Task<ObjectContent?> OpenAsync(string key, CancellationToken cancellationToken);

    /// <summary>Keys under a prefix in ordinal order, paged by the store and never held whole.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);
}
