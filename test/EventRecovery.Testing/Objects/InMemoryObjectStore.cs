using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EventRecovery.Objects;

namespace EventRecovery.Testing.Objects;

/// <summary>Objects in memory. Thread-safe.</summary>
public sealed class InMemoryObjectStore : IObjectStore
{
    private readonly ConcurrentDictionary<string, StoredObject> objects = new();
    private int writes;

    public Task<Uri> PutAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        ObjectKeys.Check(key);
        objects[key] = new StoredObject(data.ToArray(), $"{Interlocked.Increment(ref writes)}");
        return Task.FromResult(new Uri($"memory:///{Uri.EscapeDataString(key)}"));
    }

    public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKeys.Check(key);
        return Task.FromResult(objects.TryGetValue(key, out var stored) ? stored.Data.ToArray() : null);
    }

    public Task<ObjectContent?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        if (!objects.TryGetValue(key, out var stored))
        {
            return Task.FromResult<ObjectContent?>(null);
        }

        return Task.FromResult<ObjectContent?>(
            new ObjectContent(
                new MemoryStream(stored.Data, writable: false),
                stored.Data.Length,
                stored.Tag,
                () => objects.TryGetValue(key, out var now) ? now.Tag : null
            )
        );
    }

    public async IAsyncEnumerable<string> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (
            var key in objects
                .Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return key;
        }
    }

    private sealed record StoredObject(byte[] Data, string Tag);
}
