using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EventRecovery.Objects;

namespace EventRecovery.Testing.Objects;

/// <summary>Objects in memory. Thread-safe.</summary>
public sealed class InMemoryObjectStore : IObjectStore
{
    private readonly ConcurrentDictionary<string, byte[]> objects = new();

    public Task<Uri> PutAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        ObjectKeys.Check(key);
        objects[key] = data.ToArray();
        return Task.FromResult(new Uri($"memory:///{Uri.EscapeDataString(key)}"));
    }

    public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKeys.Check(key);
        return Task.FromResult(objects.TryGetValue(key, out var data) ? data.ToArray() : null);
    }

    public Task<ObjectContent?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        if (!objects.TryGetValue(key, out var data))
        {
            return Task.FromResult<ObjectContent?>(null);
        }

        // Writing replaces the array: the array is the version.
        string TagOf(byte[] version) => $"{System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(version)}";
        return Task.FromResult<ObjectContent?>(
            new ObjectContent(
                new MemoryStream(data, writable: false),
                data.Length,
                TagOf(data),
                () => objects.TryGetValue(key, out var now) ? TagOf(now) : null
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
}
