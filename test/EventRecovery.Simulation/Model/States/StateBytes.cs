using System.Buffers.Binary;

namespace EventRecovery.Simulation.Model.States;

internal ref struct StateWriter(Span<byte> bytes)
{
    private Span<byte> rest = bytes;

    public void Bytes(params ReadOnlySpan<int> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            rest[i] = (byte)values[i];
        }

        rest = rest[values.Length..];
    }

    public void Word(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(rest, value);
        rest = rest[sizeof(uint)..];
    }
}

internal ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public int Byte()
    {
        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    public uint Word()
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(rest);
        rest = rest[sizeof(uint)..];
        return value;
    }

    public uint[] Words(int count)
    {
        var words = new uint[count];
        for (var i = 0; i < count; i++)
        {
            words[i] = Word();
        }

        return words;
    }
}
