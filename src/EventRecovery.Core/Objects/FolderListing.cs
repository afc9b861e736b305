namespace EventRecovery.Objects;

/// <summary>
/// The files of a tree in ordinal order of their whole keys. A folder's names are taken page by page, the smallest ones that come
/// after the last page: memory stays that of a page a level, however many files there are.
/// </summary>
/// <param name="pageNames">Names held of one folder at a time. A folder of n names is read n ÷ this times.</param>
internal sealed class FolderListing(string root, int pageNames)
{
    /// <summary>A million files in one folder are listed in 16 turns of some 10 MB.</summary>
    public const int DefaultPage = 65_536;

    // A link may lead anywhere, also in circles: what lies behind one is not this folder's.
    private static readonly EnumerationOptions Options = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    public IEnumerable<string> Keys(string prefix) => Keys(root, "", prefix);

    // A folder sorts as its name with a slash behind it, as in a list of whole keys.
    private IEnumerable<string> Keys(string folder, string above, string prefix)
    {
        var last = "";
        while (true)
        {
            var page = Page(folder, above, prefix, last);
            foreach (var name in page)
            {
                if (!name.EndsWith('/'))
                {
                    yield return above + name;
                    continue;
                }

                foreach (var key in Keys(Path.Combine(folder, name[..^1]), above + name, prefix))
                {
                    yield return key;
                }
            }

            if (page.Count < pageNames)
            {
                yield break;
            }

            last = page[^1];
        }
    }

    private List<string> Page(string folder, string above, string prefix, string last)
    {
        var largestFirst = Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a));
        var smallest = new PriorityQueue<string, string>(largestFirst);
        foreach (var name in Names(folder))
        {
            if (string.CompareOrdinal(name, last) <= 0 || !MayLead(above + name, prefix))
            {
                continue;
            }

            if (smallest.Count < pageNames)
            {
                smallest.Enqueue(name, name);
            }
            else if (string.CompareOrdinal(name, smallest.Peek()) < 0)
            {
                smallest.DequeueEnqueue(name, name);
            }
        }

        return [.. smallest.UnorderedItems.Select(item => item.Element).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Names(string folder)
    {
        var found = new DirectoryInfo(folder);
        return found.Exists
            ? found
                .EnumerateFileSystemInfos("*", Options)
                .Select(one => one is DirectoryInfo ? one.Name + '/' : one.Name)
            : [];
    }

    private static bool MayLead(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal)
        || (key.EndsWith('/') && prefix.StartsWith(key, StringComparison.Ordinal));
}
