using System.Runtime.CompilerServices;
using EventRecovery.Objects;
using EventRecovery.Testing.Faults;

namespace EventRecovery.Testing.Objects;

/// <summary>An object store as one process sees it: with that process's faults around each call.</summary>
public sealed class FaultyObjectStore(IObjectStore inner, IFaults faults) : IObjectStore
{
    public Task<Uri> PutAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) =>
        faults.AroundAsync(
            Operation.PutObject,
            key,
            () => inner.PutAsync(key, data, cancellationToken),
            cancellationToken
        );

    public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        faults.AroundAsync(Operation.GetObject, key, () => inner.GetAsync(key, cancellationToken), cancellationToken);

    public Task<ObjectContent?> OpenAsync(string key, CancellationToken cancellationToken) =>
        faults.AroundAsync(Operation.GetObject, key, () => inner.OpenAsync(key, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<string> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await faults.AtAsync(new FaultPoint(Operation.ListObjects, Moment.Before, prefix), cancellationToken);
        await foreach (var key in inner.ListAsync(prefix, cancellationToken))
        {
            yield return key;
        }

        await faults.AtAsync(new FaultPoint(Operation.ListObjects, Moment.After, prefix), cancellationToken);
    }
}
