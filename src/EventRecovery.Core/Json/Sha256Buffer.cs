using System.Buffers;
using System.Security.Cryptography;

namespace EventRecovery.Json;

/// <summary>
/// Takes bytes and gives their SHA-256. What fits its one buffer is hashed in a single call; more is hashed in stretches, so memory
/// stays at 4 KiB however much passes through.
/// </summary>
internal sealed class Sha256Buffer : IBufferWriter<byte>, IDisposable
{
    private const int Capacity = 4096;

    private readonly byte[] _buffer = new byte[Capacity];
    private IncrementalHash? _hash;
    private bool _isIncremental;
    private int _written;

    /// <summary>Forgets what an earlier use may have left behind.</summary>
    public void Reset()
    {
        if (_isIncremental)
        {
            Finish();
        }
        _written = 0;
    }

    public EventHash Finish()
    {
        Span<byte> digest = stackalloc byte[EventHash.Length];
        if (_isIncremental)
        {
            _hash!.AppendData(_buffer, 0, _written);
            _hash.GetHashAndReset(digest);
        }
        else
        {
            SHA256.HashData(_buffer.AsSpan(0, _written), digest);
        }
        _isIncremental = false;
        _written = 0;
        return EventHash.FromBytes(digest);
    }

    /// <inheritdoc />
    public void Advance(int count) => _written += count;

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsMemory(_written);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _buffer.AsSpan(_written);
    }

    /// <inheritdoc />
    public void Dispose() => _hash?.Dispose();

    private void MakeRoom(int sizeHint)
    {
        if (Capacity - _written >= Math.Max(1, sizeHint))
        {
            return;
        }
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(_buffer, 0, _written);
        _isIncremental = true;
        _written = 0;
    }
}
