using System.Runtime.CompilerServices;
using EventRecovery.Objects;
using EventRecovery.Replay;

namespace EventRecovery.Audit.Reading;

/// <summary>
/// Files of JSON, packed or not, in a folder or a bucket: all whose keys have a prefix, one after another. Neither the listing nor
/// a file is ever held whole.
/// </summary>
/// <param name="isOne">The prefix is the key of one file, and others that begin so are not meant.</param>
/// <remarks>A file that changes between the two times that it is read would make false findings, so its tag is remembered.</remarks>
public sealed class ObjectSource(string name, IObjectStore store, string prefix, int maxEventBytes, bool isOne = false)
    : IAuditSource
{
    /// <summary>Tags are kept as a sum: any change shows, and a million files take no memory.</summary>
    private UInt128? tags;

    public string Name { get; } = name;

    public async IAsyncEnumerable<AuditItem> ReadAsync(
        ReplayWindow arrival,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        UInt128 seen = 0;
        var any = false;
        await foreach (var key in store.ListAsync(prefix, cancellationToken))
        {
            if (isOne && key != prefix)
            {
                continue;
            }

            any = true;
            await using var content =
                await store.OpenAsync(key, cancellationToken) ?? throw Changed(key, "disappeared while it was read");
            seen += Claims.EventDigest.Of(new Events.EventId($"{key} {content.Tag}")).Value;
            await foreach (var item in ItemsAsync(key, content, cancellationToken))
            {
                yield return item;
            }

            if (content.HasChanged)
            {
                throw Changed(key, "changed while it was read");
            }
        }

        if (!any)
        {
            throw new AuditSourceException(Name, "has no files. Check the place and the prefix.");
        }

        if (tags is { } before && before != seen)
        {
            throw Changed(Name, "changed between the two times that it was read");
        }

        tags = seen;
    }

    private async IAsyncEnumerable<AuditItem> ItemsAsync(
        string key,
        ObjectContent content,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var origin = new ItemOrigin(key);
        await using var body = await Gunzip.OpenAsync(key, content.Body, content.Length, cancellationToken);
        await foreach (var piece in new JsonSequence(body, maxEventBytes).ReadAsync(cancellationToken))
        {
            yield return new AuditItem(origin, piece.Kind, piece.Data, piece.Offset);
        }
    }

    private static AuditSourceException Changed(string key, string what) =>
        new(key, $"{what}. Audit it when nobody writes to it, or a copy of it.");
}
