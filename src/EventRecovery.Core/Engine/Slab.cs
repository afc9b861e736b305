using System.Buffers;

namespace EventRecovery.Engine;

/// <summary>
/// Memory for many small pieces that live and end together: blocks from the pool, filled one after the other. Whoever released it
/// may not look at its pieces again. Not thread-safe.
/// </summary>
internal sealed class Slab
{
    /// <summary>Below the size from which arrays go to the large object heap.</summary>
    private const int BlockSize = 64 * 1024;

    private readonly List<byte[]> blocks = [];
    private int used = BlockSize;

    /// <summary>A copy that lives until <see cref="Release"/>.</summary>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BlockSize)
        {
            return bytes.ToArray();
        }

        if (BlockSize - used < bytes.Length)
        {
            blocks.Add(ArrayPool<byte>.Shared.Rent(BlockSize));
            used = 0;
        }

        var piece = blocks[^1].AsMemory(used, bytes.Length);
        bytes.CopyTo(piece.Span);
        used += bytes.Length;
        return piece;
    }

    public void Release()
    {
        foreach (var block in blocks)
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        blocks.Clear();
        used = BlockSize;
    }
}
