using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace EventRecovery.Local.Metrics;

/// <summary>
/// Turns CBOR (RFC 8949) into the tree that the JSON protocols send. It reads what Smithy's RPC v2 CBOR protocol writes, which newer
/// clients of CloudWatch speak: maps with text keys, arrays, texts, numbers, booleans, nulls, and tagged times.
/// </summary>
internal ref struct CborTree
{
    private const int MaxDepth = 16;
    private const byte Break = 0xff;

    private ReadOnlySpan<byte> rest;

    private CborTree(ReadOnlySpan<byte> cbor) => rest = cbor;

    /// <exception cref="FormatException">It is no such CBOR.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> cbor) => new CborTree(cbor).Item(0);

    private JsonNode? Item(int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException("The CBOR is nested too deeply.");
        }

        var head = Take(1)[0];
        var (major, info) = (head >> 5, head & 0x1f);
        return major switch
        {
            0 => (double)Argument(info),
            1 => -1d - Argument(info),
            2 or 3 => TextOf(major, info),
            4 => ArrayOf(info, depth),
            5 => MapOf(info, depth),
            // A tag says what its content means; tag 1, epoch seconds, is the only one in use and needs no more than the number.
            6 => Tagged(info, depth),
            _ => Simple(info),
        };
    }

    private JsonNode? Tagged(int info, int depth)
    {
        Argument(info);
        return Item(depth + 1);
    }

    private JsonArray ArrayOf(int info, int depth)
    {
        var array = new JsonArray();
        for (var left = LengthOf(info); left != 0 && !AtBreak(left); left--)
        {
            array.Add(Item(depth + 1));
        }

        return array;
    }

    private JsonObject MapOf(int info, int depth)
    {
        var map = new JsonObject();
        for (var left = LengthOf(info); left != 0 && !AtBreak(left); left--)
        {
            var key = Item(depth + 1) is JsonValue text && text.TryGetValue<string>(out var name) ? name : null;
            map[key ?? throw new FormatException("A CBOR map has a key that is no text.")] = Item(depth + 1);
        }

        return map;
    }

    private JsonNode TextOf(int major, int info)
    {
        var length = LengthOf(info);
        if (length >= 0)
        {
            return Encoding.UTF8.GetString(Take(length));
        }

        var chunks = new StringBuilder();
        while (!AtBreak(length))
        {
            var head = Take(1)[0];
            if (head >> 5 != major || (head & 0x1f) == 31)
            {
                throw new FormatException("A CBOR text has a chunk of another type.");
            }

            chunks.Append(Encoding.UTF8.GetString(Take(LengthOf(head & 0x1f))));
        }

        return chunks.ToString();
    }

    private JsonNode? Simple(int info) =>
        info switch
        {
            20 => false,
            21 => true,
            22 or 23 => null,
            25 => (double)BinaryPrimitives.ReadHalfBigEndian(Take(2)),
            26 => (double)BinaryPrimitives.ReadSingleBigEndian(Take(4)),
            27 => BinaryPrimitives.ReadDoubleBigEndian(Take(8)),
            _ => throw new FormatException("The CBOR has a simple value without a meaning here."),
        };

    private ulong Argument(int info) =>
        info switch
        {
            < 24 => (ulong)info,
            24 => Take(1)[0],
            25 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            26 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            27 => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
            _ => throw new FormatException("The CBOR has a reserved length."),
        };

    /// <summary>-1: until a break.</summary>
    private int LengthOf(int info)
    {
        if (info == 31)
        {
            return -1;
        }

        var length = Argument(info);
        return length <= (ulong)rest.Length ? (int)length : throw new FormatException("The CBOR ends too early.");
    }

    private bool AtBreak(int left)
    {
        if (left > 0)
        {
            return false;
        }

        if (rest.Length == 0 || rest[0] != Break)
        {
            return false;
        }

        Take(1);
        return true;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
        {
            throw new FormatException("The CBOR ends too early.");
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
