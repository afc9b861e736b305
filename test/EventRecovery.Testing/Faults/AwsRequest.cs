using System.Globalization;
using System.Text;

namespace EventRecovery.Testing.Faults;

/// <summary>What becomes of a request.</summary>
public enum Fate
{
    Pass,

    /// <summary>Half of it arrives, then the connection is cut.</summary>
    BreakRequest,

    /// <summary>It is carried out, and the connection is cut before the answer.</summary>
    LoseAnswer,

    /// <summary>Nothing of it arrives. Half of one is too much for dynalite, which ends.</summary>
    LoseRequest,
}

/// <summary>One whole HTTP request of an AWS client.</summary>
/// <param name="Operation">From its target header, such as <c>PutRecords</c>.</param>
internal sealed record AwsRequest(string Operation, byte[] Bytes)
{
    /// <summary>Null while it is not complete.</summary>
    public static AwsRequest? TryRead(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var head = Encoding.ASCII.GetString(received[..end]);
        var length = end + 4 + int.Parse(Header(head, "Content-Length") ?? "0", CultureInfo.InvariantCulture);
        var operation = Header(head, "X-Amz-Target")?.Split('.')[^1] ?? "";
        return received.Length < length ? null : new AwsRequest(operation, received[..length].ToArray());
    }

    private static string? Header(string head, string name) =>
        head.Split("\r\n")
            .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim())
            .FirstOrDefault();
}
