using System.Buffers;

namespace EventRecovery.Json;

/// <summary>A growing byte buffer on pooled memory, to be cleared and used again. Not thread-safe. Use it no more once disposed.</summary>
public sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 1024;

    private byte[] _bytes = [];
    private int _written;

    /// <summary>Bytes written since the last <see cref="Clear"/>.</summary>
    public int Length => _written;

    /// <summary>What was written; valid until the next write, clear or dispose.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, _written);

    /// <inheritdoc cref="WrittenSpan"/>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, _written);

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear() => _written = 0;

    /// <summary>Forgets what was written after the given length, for instance an event that turned out to be rejected.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_written, nameof(length));
        _written = length;
    }

    /// <inheritdoc />
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - _written), nameof(count));
        _written += count;
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(_written);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(_written);
    }

    /// <summary>Gives the memory back to the pool.</summary>
    public void Dispose()
    {
        Release();
        _bytes = [];
        _written = 0;
    }

    private void Ensure(int sizeHint)
    {
        var wanted = Math.Max(1, sizeHint);
        if (_bytes.Length - _written >= wanted)
        {
            return;
        }
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, Math.Max(_written + wanted, _bytes.Length * 2)));
        WrittenSpan.CopyTo(larger);
        Release();
        _bytes = larger;
    }

    private void Release()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
