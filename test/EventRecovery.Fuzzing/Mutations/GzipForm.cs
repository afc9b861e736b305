using System.IO.Compression;

namespace EventRecovery.Fuzzing.Mutations;

/// <summary>Files of JSON that are gzip or not: what is changed is the text, the packed bytes, or the wrapping.</summary>
internal sealed class GzipForm : IForm
{
    /// <summary>What the harness itself unpacks at most, to know how much an input stands for.</summary>
    private const int MostUnpacked = 1 << 24;

    private readonly JsonForm json = new();

    public byte[] Mutate(byte[] input, byte[] other, ByteMutator mutator, Random random)
    {
        if (random.Next(4) == 0)
        {
            return mutator.Mutate(input, other);
        }

        var text = json.Mutate(Open(input), Open(other), mutator, random);
        return random.Next(3) == 0 ? text : Pack(text);
    }

    public byte[] Unpack(byte[] input) => Open(input);

    public static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
    }

    /// <summary>What a file holds as far as it can be unpacked.</summary>
    private static byte[] Open(byte[] file)
    {
        if (file is not [0x1F, 0x8B, ..])
        {
            return file;
        }

        using var text = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        var buffer = new byte[1 << 14];
        try
        {
            while (text.Length < MostUnpacked && gzip.Read(buffer) is > 0 and var read)
            {
                text.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // So far, and no further.
        }

        return text.ToArray();
    }
}
