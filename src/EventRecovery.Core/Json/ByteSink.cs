using System.Buffers;

namespace EventRecovery.Json;

/// <summary>Collects small writes in the buffer's own memory, so that its interface is called once a stretch and not once a token.</summary>
internal ref struct ByteSink(IBufferWriter<byte> output)
{
    private const int Stretch = 256;

    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _free;
    private int _used;

    public void Write(byte value)
    {
        if (_used == _free.Length)
        {
            Refill(1);
        }
        _free[_used++] = value;
    }

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _free.Length - _used)
        {
            WriteInParts(bytes);
            return;
        }
        bytes.CopyTo(_free[_used..]);
        _used += bytes.Length;
    }

    /// <summary>Room for up to 256 bytes; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> Reserve(int length)
    {
        if (length > _free.Length - _used)
        {
            Refill(length);
        }
        return _free[_used..];
    }

    public void Advance(int written) => _used += written;

    /// <summary>Hands everything over. Nothing is in the buffer before this.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _free = default;
        _used = 0;
    }

    private void WriteInParts(scoped ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> room = Reserve(1);
            var part = Math.Min(room.Length, bytes.Length);
            bytes[..part].CopyTo(room);
            _used += part;
            bytes = bytes[part..];
        }
    }

    private void Refill(int length)
    {
        Flush();
        _free = _output.GetSpan(Math.Max(length, Stretch));
    }
}
