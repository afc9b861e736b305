using EventRecovery.Objects;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Audit.Reading;

/// <summary>
/// A source as a person writes it: <c>stream:NAME</c>, <c>s3://bucket/prefix</c>, the path of a file or a folder, or one of the latter
/// two behind <c>archive:</c>, which says that the hours of an archive lie there.
/// </summary>
public abstract record SourceSpec(string Text)
{
    private const string StreamPrefix = "stream:";
    private const string BucketPrefix = "s3://";
    private const string ArchivePrefix = "archive:";

    /// <summary>It has the layout of an archive, of which only the hours of the window are read.</summary>
    public bool IsArchive { get; private init; }

    public sealed record Stream(string Text, StreamName Name) : SourceSpec(Text);

    public sealed record Bucket(string Text, string Name, string Prefix) : SourceSpec(Text);

    public sealed record Local(string Text, string Path) : SourceSpec(Text);

    /// <exception cref="FormatException">It is none of these.</exception>
    public static SourceSpec Parse(string text)
    {
        if (text.StartsWith(StreamPrefix, StringComparison.Ordinal) && text.Length > StreamPrefix.Length)
        {
            return new Stream(text, new StreamName(text[StreamPrefix.Length..]));
        }

        var isArchive = text.StartsWith(ArchivePrefix, StringComparison.Ordinal);
        var place = isArchive ? text[ArchivePrefix.Length..] : text;
        if (!place.StartsWith(BucketPrefix, StringComparison.Ordinal))
        {
            return place.Length > 0 && !place.StartsWith(StreamPrefix, StringComparison.Ordinal)
                ? new Local(text, place) { IsArchive = isArchive }
                : throw new FormatException(
                    $"\"{text}\" is no source; write stream:NAME, s3://BUCKET/PREFIX, a path, or archive: before one of the latter"
                );
        }

        var parts = place[BucketPrefix.Length..].Split('/', 2);
        return parts[0].Length > 0
            ? new Bucket(text, parts[0], parts.Length > 1 ? parts[1] : "") { IsArchive = isArchive }
            : throw new FormatException($"\"{text}\" names no bucket; write s3://BUCKET/PREFIX");
    }
}

/// <summary>Opens sources. Nothing is called before one is read.</summary>
/// <param name="streams">Reads streams.</param>
/// <param name="bucket">The bucket of a name.</param>
public sealed class SourceOpener(
    Func<IShardReader> streams,
    Func<string, IObjectStore> bucket,
    TimeProvider time,
    IEntropy entropy,
    int maxEventBytes
)
{
    public IAuditSource Open(SourceSpec spec) =>
        spec switch
        {
            SourceSpec.Stream stream => new StreamSource(streams(), stream.Name, time, entropy),
            SourceSpec.Bucket files => new ObjectSource(
                files.Text,
                bucket(files.Name),
                Below(files.Prefix, files.IsArchive),
                maxEventBytes
            ),
            SourceSpec.Local local => Local(local),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec, "Not a source."),
        };

    private ObjectSource Local(SourceSpec.Local local)
    {
        var full = Path.GetFullPath(local.Path);
        var isFolder = local.IsArchive || Directory.Exists(full);
        var store = new FolderObjectStore(isFolder ? full : Path.GetDirectoryName(full)!, entropy);
        var choice = isFolder ? Below("", local.IsArchive) : new ObjectChoice.One(Path.GetFileName(full));
        return new ObjectSource(local.Text, store, choice, maxEventBytes);
    }

    private static ObjectChoice Below(string prefix, bool isArchive) =>
        isArchive ? new ObjectChoice.Hours(prefix) : new ObjectChoice.Under(prefix);
}
