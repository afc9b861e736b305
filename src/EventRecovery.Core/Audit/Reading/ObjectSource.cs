using System.Runtime.CompilerServices;
using EventRecovery.Objects;
using EventRecovery.Replay;

namespace EventRecovery.Audit.Reading;

/// <summary>
/// Files of JSON, packed or not, in a folder or a bucket, one after another; envelopes of the archiver are opened. Neither the
/// listing nor a file is ever held whole.
/// </summary>
/// <remarks>A file that changes between the two times that it is read would make false findings, so its tag is remembered.</remarks>
public sealed class ObjectSource(string name, IObjectStore store, ObjectChoice choice, int maxEventBytes) : IAuditSource
{
    // An event that is longer than events may be is refused when it is read, and an envelope is longer than what is in it.
    private int LongestPiece => Math.Max(maxEventBytes, Envelopes.LongestText);

    /// <summary>Tags are kept as a sum: any change shows, and a million files take no memory.</summary>
    private UInt128? tags;

    /// <summary>Of the hours of an archive that may grow while it is read, what they held at first.</summary>
    private readonly HashSet<string> growing = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    public async IAsyncEnumerable<AuditItem> ReadAsync(
        ReplayWindow arrival,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        UInt128 seen = 0;
        var any = false;
        var envelopes = new Envelopes(arrival);
        await foreach (var key in KeysAsync(arrival, cancellationToken))
        {
            any = true;
            await using var content =
                await store.OpenAsync(key, cancellationToken) ?? throw Changed(key, "disappeared while it was read");
            seen += Claims.EventDigest.Of(new Events.EventId($"{key} {content.Tag}")).Value;
            await foreach (var item in ItemsAsync(key, content, cancellationToken))
            {
                if (!envelopes.TryOpen(item, out var events))
                {
                    yield return item;
                    continue;
                }

                foreach (var one in events)
                {
                    yield return one;
                }
            }

            if (content.HasChanged)
            {
                throw Changed(key, "changed while it was read");
            }
        }

        if (!any)
        {
            var when = choice is ObjectChoice.Hours ? $" of {arrival}" : "";
            throw new AuditSourceException(Name, $"has no files{when}. Check the place and the prefix.");
        }

        if (tags is { } before && before != seen)
        {
            throw Changed(Name, "changed between the two times that it was read");
        }

        tags = seen;
    }

    private async IAsyncEnumerable<string> KeysAsync(
        ReplayWindow arrival,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var prefix in choice.Prefixes(arrival))
        {
            var grows = choice.MayGrow(prefix, arrival);
            await foreach (var key in store.ListAsync(prefix, cancellationToken))
            {
                if (choice.Includes(key) && (!grows || IsMeant(key)))
                {
                    yield return key;
                }
            }
        }
    }

    private bool IsMeant(string key)
    {
        if (tags is null)
        {
            growing.Add(key);
        }

        return growing.Contains(key);
    }

    private async IAsyncEnumerable<AuditItem> ItemsAsync(
        string key,
        ObjectContent content,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var origin = new ItemOrigin(key);
        await using var body = await Gunzip.OpenAsync(key, content.Body, content.Length, cancellationToken);
        await foreach (var piece in new JsonSequence(body, LongestPiece).ReadAsync(cancellationToken))
        {
            yield return new AuditItem(origin, piece.Kind, piece.Data, piece.Offset);
        }
    }

    private static AuditSourceException Changed(string key, string what) =>
        new(key, $"{what}. Audit it when nobody writes to it, or a copy of it.");
}
