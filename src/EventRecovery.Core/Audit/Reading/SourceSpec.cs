using EventRecovery.Objects;
using EventRecovery.Runtime;
using EventRecovery.Streams;

namespace EventRecovery.Audit.Reading;

/// <summary>
/// A source as a person writes it: <c>stream:NAME</c>, <c>s3://bucket/prefix</c>, or the path of a file or a folder.
/// </summary>
public abstract record SourceSpec(string Text)
{
    private const string StreamPrefix = "stream:";
    private const string BucketPrefix = "s3://";

    public sealed record Stream(string Text, StreamName Name) : SourceSpec(Text);

    public sealed record Bucket(string Text, string Name, string Prefix) : SourceSpec(Text);

    public sealed record Local(string Text) : SourceSpec(Text);

    /// <exception cref="FormatException">It is none of these.</exception>
    public static SourceSpec Parse(string text)
    {
        if (text.StartsWith(StreamPrefix, StringComparison.Ordinal) && text.Length > StreamPrefix.Length)
        {
            return new Stream(text, new StreamName(text[StreamPrefix.Length..]));
        }

        if (!text.StartsWith(BucketPrefix, StringComparison.Ordinal))
        {
            return text.Length > 0 && !text.StartsWith(StreamPrefix, StringComparison.Ordinal)
                ? new Local(text)
                : throw new FormatException(
                    $"\"{text}\" is no source; write stream:NAME, s3://BUCKET/PREFIX or a path"
                );
        }

        var parts = text[BucketPrefix.Length..].Split('/', 2);
        return parts[0].Length > 0
            ? new Bucket(text, parts[0], parts.Length > 1 ? parts[1] : "")
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
            SourceSpec.Bucket files => new ObjectSource(files.Text, bucket(files.Name), files.Prefix, maxEventBytes),
            _ => Local(spec.Text),
        };

    private ObjectSource Local(string path)
    {
        var full = Path.GetFullPath(path);
        var isFolder = Directory.Exists(full);
        var store = new FolderObjectStore(isFolder ? full : Path.GetDirectoryName(full)!, entropy);
        return new ObjectSource(path, store, isFolder ? "" : Path.GetFileName(full), maxEventBytes, isOne: !isFolder);
    }
}
