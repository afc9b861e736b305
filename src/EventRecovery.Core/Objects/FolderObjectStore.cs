using System.Globalization;
using System.Runtime.CompilerServices;
using EventRecovery.Runtime;

namespace EventRecovery.Objects;

/// <summary>
/// Objects as files below one folder, for the local stack. A file appears by renaming, so nobody reads half of one. Thread-safe,
/// also across processes.
/// </summary>
/// <param name="folder">Created when the first object is put.</param>
/// <param name="pageNames">Names that a listing holds of one folder at a time.</param>
public sealed class FolderObjectStore(string folder, IEntropy entropy, int pageNames = FolderListing.DefaultPage)
    : IObjectStore
{
    private const string DraftMark = "~";

    private readonly string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

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

    public Task<ObjectContent?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(Path.Combine(root, key));
        if (IsOutside(path))
        {
            throw new ObjectOutsideException(key);
        }

        if (TagOf(path) is not { } tag)
        {
            return Task.FromResult<ObjectContent?>(null);
        }

        var body = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            1 << 16,
            true
        );
        return Task.FromResult<ObjectContent?>(new ObjectContent(body, body.Length, tag, () => TagOf(path)));
    }

    public async IAsyncEnumerable<string> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        foreach (var key in new FolderListing(root, pageNames).Keys(prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!key.Contains(DraftMark, StringComparison.Ordinal))
            {
                yield return key;
            }
        }
    }

    // Links are not followed: what lies behind one is not in this folder.
    private bool IsOutside(string path)
    {
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return true;
        }

        for (FileSystemInfo? at = new FileInfo(path); at is not null && at.FullName.Length > root.Length; )
        {
            if (at.LinkTarget is not null)
            {
                return true;
            }

            at = at is FileInfo file ? file.Directory : ((DirectoryInfo)at).Parent;
        }

        return false;
    }

    private static string? TagOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists
            ? string.Create(CultureInfo.InvariantCulture, $"{file.Length}-{file.LastWriteTimeUtc.Ticks}")
            : null;
    }

    private string PathOf(string key)
    {
        ObjectKeys.Check(key);
        return Path.Combine(root, key.Replace('/', Path.DirectorySeparatorChar));
    }
}
