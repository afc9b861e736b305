namespace EventRecovery.Engine;

/// <summary>Work that is decided, claimed and published together, and the memory that its recovered events lie in.</summary>
internal sealed class WorkChunk(int capacity)
{
    private readonly List<WorkItem> items = new(capacity);
    private readonly Slab slab = new();

    /// <summary>In shard order.</summary>
    public IReadOnlyList<WorkItem> Items => items;

    /// <summary>Bytes that the items keep in memory, about.</summary>
    public long Bytes { get; private set; }

    public void Add(WorkItem item)
    {
        items.Add(item);
        Bytes += item.Size;
    }

    /// <summary>A copy that lives as long as the chunk.</summary>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> recovered) => slab.Keep(recovered);

    /// <summary>Gives the memory to the next chunk. Only for a chunk that no call under way can still be reading.</summary>
    public void Release() => slab.Release();
}
