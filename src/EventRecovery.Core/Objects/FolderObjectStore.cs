using System.Runtime.CompilerServices;
using EventRecovery.Runtime;

namespace EventRecovery.Objects;

/// <summary>
/// Objects as files below one folder, for the local stack. A file appears by renaming, so nobody reads half of one. Thread-safe,
/// also across processes.
/// </summary>
/// <param name="folder">Created when the first object is put.</param>
public sealed class FolderObjectStore(string folder, IEntropy entropy) : IObjectStore
{
    private const string DraftMark = "~";

    private readonly string root = Path.GetFullPath(folder);

    public async Task<Uri> PutAsync(string key, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);

        // '~' is in no key, so a draft that a crash left behind is never listed or read.
        var draft = $"{path}{DraftMark}{entropy.NextToken():x32}";
        try
        {
            await File.WriteAllBytesAsync(draft, data, cancellationToken);
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }

        return new Uri(path);
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(key), cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public async IAsyncEnumerable<string> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (var key in Keys().Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return key;
        }
    }

    // Sorting a tree of files by whole key needs all of them; a folder is the local stack's, and small.
    private IEnumerable<string> Keys() =>
        Directory.Exists(root)
            ? Directory
                .EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(key => !key.Contains(DraftMark, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
            : [];

    private string PathOf(string key)
    {
        ObjectKeys.Check(key);
        return Path.Combine(root, key.Replace('/', Path.DirectorySeparatorChar));
    }
}
